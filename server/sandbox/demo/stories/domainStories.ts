/** Whoever has an address at one of an organization's domains joins it by himself: whose domains are these? */
import { COMPANY_DOMAIN } from '../addStaff.ts';
import { addPeople } from '../records/addPeople.ts';
import type { WorldBuilder } from '../records/WorldBuilder.ts';
import { each, noted, verified, type Ending, type StoryScript } from './StoryScript.ts';

function pairOn(world: WorldBuilder, name: string, domains: readonly string[]) {
  const pair = world.pair(name, { domains });
  addPeople(world, pair.account, pair.organization);
  return pair;
}

function noteOnPair(code: string, name: string, domains: readonly string[]): (world: WorldBuilder) => Ending {
  return (world) => {
    const { account, organization } = pairOn(world, name, domains);
    return each(noted(code), account, organization);
  };
}

const domainsOf = (
  slug: string,
  title: string,
  shows: string,
  ending: ReturnType<typeof noted>,
  ...customers: readonly (readonly [name: string, domains: readonly string[]])[]
): StoryScript => ({
  slug,
  title,
  shows,
  tell(world) {
    const pairs = customers.map(([name, domains]) => pairOn(world, name, domains));
    return each(ending, ...pairs.map(({ account }) => account), ...pairs.map(({ organization }) => organization));
  },
});

export const domainStories: readonly StoryScript[] = [
  {
    slug: 'free-mail-domain',
    title: 'A free-mail domain on an organization',
    shows: 'gmail.com was added for one owner’s private address; now everybody there joins this organization.',
    tell: noteOnPair('domain_free_mail', 'Pettigrew Upholstery', ['pettigrew-upholstery.example', 'gmail.com']),
  },
  {
    slug: 'disposable-mail-domain',
    title: 'A disposable-mail domain on an organization',
    shows: 'mailinator.com gives an address to anybody for ten minutes, and with it a place in this organization.',
    tell: noteOnPair('domain_free_mail', 'Hatherleigh Kennels', ['mailinator.com']),
  },
  {
    slug: 'own-company-domain',
    title: 'Our own domain on a customer’s organization',
    shows: 'Our own people join this customer’s organization by themselves, and their tickets with them.',
    tell: noteOnPair('domain_own_company', 'Spokeshave Carpentry', ['spokeshave.example', `team.${COMPANY_DOMAIN}`]),
  },
  {
    slug: 'free-mail-on-orphan',
    title: 'A free-mail domain on nobody’s organization',
    shows: 'Strangers join it just the same; that it belongs to no account makes it worse, not harmless.',
    tell: (world) =>
      each(
        { status: 'orphan', codes: ['domain_free_mail', 'org_orphaned'] },
        world.organization('Walk-in customers', { domains: ['outlook.com'] }),
      ),
  },
  domainsOf(
    'one-domain-two-customers',
    'One domain on two customers’ organizations',
    'Both organizations hold addresses of one registrable domain: Zendesk puts newcomers into either.',
    noted('domain_shared'),
    ['Rushlight Candles', ['rushlight.example']],
    ['Rushmere Lighting', ['showroom.rushlight.example', 'rushmere-lighting.example']],
  ),
  domainsOf(
    'subdomains-of-one-customer',
    'A customer’s own subdomains',
    'All three domains are this customer’s: the parts before the registered name belong to whoever registered it.',
    verified(),
    ['Kittiwake Ferries', ['kittiwake.example', 'support.kittiwake.example', 'eu.mail.kittiwake.example']],
  ),
  domainsOf(
    'public-suffix-domains',
    'Two customers under one public suffix',
    'Nobody owns co.uk or github.io: what stands before it is somebody’s, and these are different ones.',
    verified(),
    ['Acorn Mill Outfitters', ['acorn-mill-outfitters.co.uk', 'acorn-mill.github.io']],
    ['Oakapple Outfitters', ['oakapple-outfitters.co.uk', 'oakapple.github.io']],
  ),
];
