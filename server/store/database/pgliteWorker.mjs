// Node 20 starts a worker from a .ts file neither by itself nor under tsx, so this file registers tsx first.
import { register } from 'tsx/esm/api';

register();
await import('./pgliteWorker.ts');
