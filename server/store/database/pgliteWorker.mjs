// Node 20 starts a worker from a .ts file neither by itself nor under tsx, so this file is its first.
import { importSource } from '../../importSource.mjs';

await importSource('store/database/pgliteWorker.ts');
