/** `@salesforce/apex` of the platform. tsconfig.lwc.json names this file: npm has another package of that name. */

/** Provisions a wire again; `wired` is the object that the wire handed over. */
export function refreshApex(wired: unknown): Promise<unknown>;
