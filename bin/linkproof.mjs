#!/usr/bin/env node
import { importSource } from '../server/importSource.mjs';

const { main } = await importSource('main.ts');
await main(process.argv.slice(2));
