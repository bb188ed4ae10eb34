import { fileURLToPath } from 'node:url';

/** The Salesforce package that this version of the server goes with. */
export const FORCE_APP = fileURLToPath(new URL('../../force-app', import.meta.url));
