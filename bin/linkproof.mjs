#!/usr/bin/env node
// Runs the TypeScript sources as they are: nothing is built.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// Ours, not one that happens to lie in the folder where the command is run.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
const { main } = await import('../server/main.ts');
await main(process.argv.slice(2));
