import { FIRST_NAMES, LAST_NAMES } from './personNames.ts';
import type { WorldBuilder } from './WorldBuilder.ts';

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** Somebody new, with an address at this domain that nobody else has. */
export function drawPerson(world: WorldBuilder, domain: string): Person {
  for (;;) {
    const firstName = world.random.pick(FIRST_NAMES);
    const lastName = world.random.pick(LAST_NAMES);
    const email = `${firstName}.${lastName}@${domain}`.toLowerCase();
    if (world.addresses.has(email)) continue;
    world.addresses.add(email);
    return { firstName, lastName, email };
  }
}
