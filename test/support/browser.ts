import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * The package's arguments are made for AWS Lambda: in one process the browser ends with its first closed page, and a
 * graphics card made of software takes most of a test's time.
 */
const NOT_OURS = /^--(single-process|in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)\b/;
const PLAIN_PAINTING = ['--disable-gpu', '--disable-software-rasterizer'];

/**
 * A real Chromium. On Linux the one that npm installed, which brings its own libraries; elsewhere the one at
 * CHROME_PATH. @throws Error saying what to do when there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return chromium.launch({ executablePath: CHROME_PATH });
  if (process.platform !== 'linux') {
    throw new Error('set CHROME_PATH to the Chrome or Chromium that the browser tests should use');
  }
  // Read while the package is loaded: without it the libraries are not unpacked beside the browser.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const args = packaged.args.filter((argument) => !NOT_OURS.test(argument));
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...args, ...PLAIN_PAINTING] });
}
