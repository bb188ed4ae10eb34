/** Compiles the panels and the base components they use for the workbench page, so that the first start need not wait for it. */
import { cachedBundle } from '../server/workbench/bundle/cachedBundle.ts';
import { FORCE_APP } from '../server/composition/forceAppFolder.ts';
import { WORKBENCH_CACHE } from '../server/composition/startDemo.ts';

await cachedBundle(FORCE_APP, WORKBENCH_CACHE, (line) => console.log(line));
