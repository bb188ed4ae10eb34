/**
 * Takes the pictures of the docs into docs/images. `npm run screenshots -- panels`: every panel in every state, from a
 * workbench of its own, and docs/panels.md. `npm run screenshots -- [http://localhost:3000]`: the README's, of a demo
 * that `npm start` has started. Look at them before committing.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../test/support/browser.ts';
import { takeDemo } from './screenshots/takeDemo.ts';
import { takePanels } from './screenshots/takePanels.ts';

const docs = fileURLToPath(new URL('../docs', import.meta.url));
const [what = 'http://localhost:3000'] = process.argv.slice(2);

const browser = await launchBrowser();
try {
  if (what === 'panels') await takePanels(browser, docs);
  else await takeDemo(browser, what, path.join(docs, 'images'));
} finally {
  await browser.close();
}
