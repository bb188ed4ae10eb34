/** Reading domain names: which part somebody registered, and whether anybody may have an address there. */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import mailProviders from 'email-providers';
import { getDomain } from 'tldts';
import type { DomainFact, DomainKind } from '../core/model.ts';

/** Providers that the kept list lacks. */
const MORE_PROVIDERS = [
  'aol.de',
  'duck.com',
  'fastmail.com',
  'gmx.ch',
  'mail.de',
  'nifty.com',
  'online.no',
  'posteo.de',
  'sohu.com',
  'tuta.com',
  'tuta.io',
  'tutamail.com',
  'tutanota.com',
  'ziggo.nl',
  'zohomail.com',
  'zohomail.eu',
];

/** Reserved for documentation (RFC 2606), and on the kept list by mistake: nobody has an address there. */
const NO_PROVIDER = 'example.com';

const disposable = disposableEmailBlocklistSet();
const freeMail = new Set([...mailProviders, ...MORE_PROVIDERS]);
freeMail.delete(NO_PROVIDER);

/** One fact for each name that is a domain: what is none lets nobody join. Each name once. */
export function readDomains(names: readonly string[]): readonly DomainFact[] {
  const facts = new Map<string, DomainFact>();
  for (const text of names) {
    const name = text.trim().toLowerCase();
    const registrable = registrableDomain(name);
    if (registrable !== null) facts.set(name, { name, registrable, kind: kindOf(name, registrable) });
  }
  return [...facts.values()];
}

/** The registrable domain of an e-mail address; null where there is none. */
export function emailDomain(email: string): string | null {
  const at = email.lastIndexOf('@');
  return at < 1 ? null : registrableDomain(email.slice(at + 1).trim());
}

/**
 * Names under a private suffix (`acme.myshopify.com`) belong to whoever has them, not to whom the suffix belongs; the
 * suffix itself (`myshopify.com`) is a domain like any other.
 */
function registrableDomain(name: string): string | null {
  return getDomain(name, { allowPrivateDomains: true }) ?? getDomain(name);
}

/** The lists hold some names below a registrable domain too. */
function kindOf(name: string, registrable: string): DomainKind {
  const isOn = (list: ReadonlySet<string>) => list.has(name) || list.has(registrable);
  if (isOn(disposable)) return 'disposable';
  return isOn(freeMail) ? 'free_mail' : 'company';
}
