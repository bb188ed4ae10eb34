import { createRequire } from 'node:module';
import path from 'node:path';
import express from 'express';
import type { Router } from 'express';

const designSystem = path.dirname(createRequire(import.meta.url).resolve('@salesforce-ux/design-system/package.json'));

/** The bundle, whose address changes with its content, and the stylesheet and icons of the design system. */
export function assetRoutes(bundleFolder: string): Router {
  const router = express.Router();
  router.use(
    `/assets/${path.basename(bundleFolder)}`,
    express.static(bundleFolder, { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.use(
    '/assets/slds',
    express.static(path.join(designSystem, 'assets'), { maxAge: '1d', index: false, fallthrough: false }),
  );
  return router;
}
