/** Lists of steps put together: what was proposed twice is done once, and what waits comes after what it waits for. */
import { canonicalJson } from '../canonicalJson.ts';
import { CHANGE_KINDS } from './changeKinds.ts';
import type { FieldChange } from './Plan.ts';
import type { Step } from './Proposal.ts';

/** The field of the record that a change writes: two different values for it can't both be right. */
export function targetOf({ kind, record, field }: Pick<FieldChange, 'kind' | 'record' | 'field'>): string {
  return `${CHANGE_KINDS[kind].object} ${record} ${field}`;
}

/** What a change does, whatever it is done for. */
export function effectOf({ kind, record, field, before, after }: FieldChange): string {
  return canonicalJson({ kind, record, field, before, after });
}

/** The lists one after the other, equal steps once; null where steps would wait for each other in a circle. */
export function joinSteps(lists: readonly (readonly Step[])[]): readonly Step[] | null {
  const joined: Step[] = [];
  const places = new Map<string, number>();
  for (const steps of lists) {
    const placeOf = steps.map((step) => {
      const effect = effectOf(step);
      const place = places.get(effect) ?? places.size;
      places.set(effect, place);
      return place;
    });
    for (const [position, step] of steps.entries()) {
      const place = placeOf[position] as number;
      const twin = joined[place];
      const waitsFor = [...(twin?.waitsFor ?? []), ...step.waitsFor.map((waited) => placeOf[waited] as number)];
      joined[place] = { ...(twin ?? step), waitsFor: distinct(waitsFor) };
    }
  }
  return inWaitingOrder(joined);
}

/** The same steps, each after those that it waits for and otherwise where it was. */
function inWaitingOrder(steps: readonly Step[]): readonly Step[] | null {
  const order: number[] = [];
  const placed = new Set<number>();
  while (order.length < steps.length) {
    const next = steps.findIndex(
      ({ waitsFor }, place) => !placed.has(place) && waitsFor.every((waited) => placed.has(waited)),
    );
    if (next < 0) return null;
    order.push(next);
    placed.add(next);
  }
  const positionOf = new Map(order.map((place, position) => [place, position]));
  return order.map((place) => {
    const step = steps[place] as Step;
    return { ...step, waitsFor: distinct(step.waitsFor.map((waited) => positionOf.get(waited) as number)) };
  });
}

function distinct(positions: readonly number[]): readonly number[] {
  return [...new Set(positions)].sort((left, right) => left - right);
}
