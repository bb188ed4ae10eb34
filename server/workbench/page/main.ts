// Before anything that loads the LWC engine: Lightning Experience renders with synthetic shadow too, and the design
// system's classes reach no template without it.
import '@lwc/synthetic-shadow';
import { loadSession } from '../platform/session.ts';

await loadSession();
// Only now: a custom permission is a constant of the module that imports it.
const { startPage } = await import('./startPage.ts');
startPage();
