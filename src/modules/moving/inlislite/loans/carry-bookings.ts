import { bringHolds } from '#modules/lending/circulation';
import { CarriedIds, insertCarried, readRowsOf, saveHalving, selectCarried } from '#modules/moving/engine';
import { isDay, localDate } from '#shared/dates';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import type { Said } from '#shared/moving/said';
import { textNumber } from '#shared/moving/text-number';
import { dayOf } from '#shared/moving/wall-clock';
import { idOf, keyOf } from '../rules/ids.ts';
import { numberKey } from '../rules/number-key.ts';
import type { Run } from '../run.ts';

/** A copy that somebody has booked. */
interface Booking {
  /** Stands for the copy and who has booked it. */
  id: number;
  key: string;
  bib: number;
  member: number;
}
type ReadyBooking = Booking & { bibId: number; memberId: number };

const TABLE = 'collections_booking';
const sayOf = ({ key }: Booking, code: 'booking_taken' | 'booking_left'): Said => ({
  table: 'collections',
  key,
  fate: 'told',
  code,
});

/** Bookings that are not over. A booking names its member by the row or by the number of the card. */
async function readBookings(run: Run): Promise<Booking[]> {
  const today = localDate(run.ctx.clock.now(), run.library.timeZone);
  const bookings: Booking[] = [];
  for await (const rows of readRowsOf(run.path, 'collections')) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const [who, until] = [row('bookingmemberid'), dayOf(row('bookingexpireddate'))];
      if (/^[\s0]*$/.test(who ?? '') || until === null || !isDay(until) || until < today) continue;
      const id = idOf(row('id'));
      if (!run.carriedCopies.has(id)) continue;
      const member = run.survey.memberNumbers.get(numberKey(who)) ?? idOf(who);
      // booked by somebody else later it is another booking
      bookings.push({ id: textNumber(`${id}\n${member}`), key: keyOf(row), bib: idOf(row('catalog_id')), member });
    }
  }
  return bookings;
}

/** Brings bookings of copies as holds on their titles. They are part of a copy's row, and are told of at that. */
export async function carryBookings(run: Run): Promise<void> {
  const { ctx, dryRun, ledger, library, source } = run;
  const bookings = await readBookings(run);
  const known = await selectCarried(
    ctx.db,
    source,
    TABLE,
    bookings.map(({ id }) => id),
  );
  const fresh = bookings.filter(({ id }) => !known.has(id));
  const [titles, members] = [new CarriedIds(run, 'catalogs'), new CarriedIds(run, 'members')];
  await titles.fetch(fresh.map(({ bib }) => bib));
  await members.fetch(fresh.map(({ member }) => member));
  const ready: ReadyBooking[] = [];
  for (const one of fresh) {
    const [bibId, memberId] = [titles.get(one.bib), members.get(one.member)];
    if (bibId !== null && memberId !== null) ready.push({ ...one, bibId, memberId });
    else ledger.say(sayOf(one, dryRun && run.carriedMembers.has(one.member) ? 'booking_taken' : 'booking_left'));
  }
  if (dryRun) {
    for (const one of ready) ledger.say(sayOf(one, 'booking_taken'));
    return;
  }
  await saveHalving(
    ctx,
    ready,
    async (trx, act, batch) => {
      const holds = batch.map(({ bibId, memberId }) => ({
        bibId,
        memberId,
        libraryId: library.id,
        placedAt: act.clock.now(),
      }));
      const brought = await bringHolds(trx, act, holds, OLD_SYSTEMS.inlislite);
      const said = batch.map((one, i) => {
        const became = brought[i];
        const isFound = became !== undefined && 'there' in became;
        const becameId = !became || 'refused' in became ? null : 'id' in became ? became.id : became.there;
        return { one, becameId, isFound };
      });
      const came = said.flatMap(({ one, becameId, isFound }) =>
        becameId === null ? [] : [{ slimsId: one.id, becameId, isFound }],
      );
      await insertCarried(trx, run, TABLE, came);
      const words = said.map(({ one, becameId }) => sayOf(one, becameId === null ? 'booking_left' : 'booking_taken'));
      await run.tellCame(
        trx,
        words.filter(({ code }) => code === 'booking_taken'),
      );
      return words;
    },
    (words) => {
      for (const said of words) ledger.say(said);
    },
    (one) => ledger.say(sayOf(one, 'booking_left')),
  );
}
