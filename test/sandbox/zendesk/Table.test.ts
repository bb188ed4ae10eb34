import fc from 'fast-check';
import { Table } from '../../../server/sandbox/zendesk/state/Table.ts';

interface Thing {
  id: number | bigint;
  group: number;
  rank: number;
  hidden: boolean;
}

const things = fc.record<Thing>({
  id: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.bigInt({ min: 2n ** 63n - 3n, max: 2n ** 63n - 1n })),
  group: fc.integer({ min: 1, max: 3 }),
  rank: fc.integer({ min: 1, max: 4 }),
  hidden: fc.boolean(),
});
const byId = (left: Thing, right: Thing): number => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

describe('a table', () => {
  it('holds the same rows in the same orders as sorting everything anew, whatever is put and deleted', () => {
    fc.assert(
      fc.property(fc.array(things), fc.array(fc.tuple(fc.constantFrom('put', 'delete'), things)), (initial, steps) => {
        const table = new Table(initial, {
          orders: { list: { where: (row: Thing) => !row.hidden }, ranked: { rank: (row: Thing) => row.rank } },
          indexes: { group: (row: Thing) => (row.hidden ? [] : [row.group]) },
        });
        const model = new Map(initial.map((row) => [row.id, row]));
        for (const [step, row] of steps) {
          const present = table.get(row.id);
          if (step === 'put') {
            table.put(row);
            model.set(row.id, row);
          } else if (present !== undefined) {
            table.delete(present);
            model.delete(row.id);
          }
        }
        const rows = [...model.values()].sort(byId);
        expect(table.in('list').slice()).toEqual(rows.filter((row) => !row.hidden));
        expect(table.in('ranked').slice()).toEqual(
          [...rows].sort((left, right) => left.rank - right.rank || byId(left, right)),
        );
        for (const group of [1, 2, 3]) {
          expect(table.by('group', group).slice()).toEqual(rows.filter((row) => !row.hidden && row.group === group));
        }
      }),
    );
  });

  it('finds the first row at or after a rank and an id', () => {
    const rows = [1, 1, 2, 2, 5].map((rank, index) => ({ id: index + 1, rank }));
    const ranked = new Table(rows, { orders: { ranked: { rank: (row) => row.rank } }, indexes: {} }).in('ranked');
    expect([0, 1, 2, 3, 5, 6].map((rank) => ranked.position(rank))).toEqual([0, 0, 2, 4, 4, 5]);
    expect([ranked.position(2, 3), ranked.position(2, 4), ranked.position(2, 99)]).toEqual([2, 3, 4]);
  });
});
