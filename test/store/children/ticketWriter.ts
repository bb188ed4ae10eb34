/** A process that keeps pages of 500 tickets in the store of a data folder, and says after each how many are kept. */
import { openStore } from '../../../server/store/openStore.ts';
import { EARLY, ticketRow } from '../samples.ts';

const PAGE = 500;
const store = await openStore({ dataFolder: process.argv[2] as string });
for (let kept = 0; ; kept += PAGE) {
  await store.mirror.keepTickets(
    Array.from({ length: PAGE }, (_, index) => ticketRow(String(kept + index))),
    EARLY,
  );
  process.send?.(kept + PAGE);
}
