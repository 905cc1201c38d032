/** What the sample city lends for a day, and who has booked it: `equipment.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addBookingSet, bookIn } from '../../src/modules/lending/bookings/testing.ts';
import { saveBibBatch, type BibDraft } from '../../src/modules/collection/catalog/index.ts';
import { calendarOf, nextOpenDate } from '../../src/modules/ground/libraries/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt } from '../../src/shared/dates.ts';
import type { MarcRecord } from '../../src/shared/marc/record.ts';

const time = z.string().regex(/^\d\d:\d\d$/);
const schema = z.object({
  library: z.string(),
  things: z.array(
    z.object({ code: z.string(), title: z.string(), summary: z.string(), subject: z.string(), copies: z.int() }),
  ),
  sets: z.array(z.object({ name: z.string(), items: z.array(z.string()) })),
  bookings: z.array(
    z.object({
      member: z.string(),
      items: z.array(z.string()),
      /** All of a set, by its name. */
      set: z.string().nullable(),
      /** Days from the day of loading, and how long, moved on to open days; times of day in the zone of the network. */
      inDays: z.int(),
      from: time,
      days: z.int(),
      to: time,
      purpose: z.string(),
    }),
  ),
});

export const readEquipment = (): z.output<typeof schema> =>
  schema.parse(JSON.parse(readFileSync(new URL('equipment.json', import.meta.url), 'utf8')));

/** Bought so many days before the city is loaded. */
const BOUGHT = 420;
const MORNING = 10 * 60;
const CALENDAR_DAYS = 90;
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** A record of a thing: leader/06 `r`, an artefact. */
const recordOf = ({ title, summary, subject }: { title: string; summary: string; subject: string }): MarcRecord => ({
  leader: '00000nrm a22000001i 4500',
  fields: [
    { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] },
    { tag: '520', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: summary }] },
    { tag: '650', ind1: ' ', ind2: '4', subfields: [{ code: 'a', value: subject }] },
  ],
});

/** Loads the things, their sets and bookings at the library named. @param today the day of loading in `zone` */
export async function loadEquipment(
  trx: Tx,
  ctx: Ctx,
  { libraryId, today, zone }: { libraryId: number; today: string; zone: string },
): Promise<void> {
  const { things, sets, bookings } = readEquipment();
  const acquiredOn = addDays(today, -BOUGHT);
  const drafts = things.map(
    (thing): BibDraft => ({
      mode: 'create',
      marc: recordOf(thing),
      enteredAt: instantAt(acquiredOn, MORNING, zone),
      items: Array.from({ length: thing.copies }, (_, i) => ({
        libraryId,
        itemType: 'alat',
        barcode: `${thing.code}-${i + 1}`,
        acquiredOn,
      })),
    }),
  );
  const saved = await saveBibBatch(trx, ctx, drafts);
  const problem = saved.flatMap((result) => result.itemProblems)[0];
  if (problem) throw new Error(`a thing of the sample city was refused: ${problem.code}`);
  const setIds = new Map<string, number>();
  for (const { name, items } of sets) {
    setIds.set(name, await addBookingSet(trx, ctx, libraryId, { name, itemBarcodes: items }));
  }
  const calendar = await calendarOf(trx, libraryId, today, addDays(today, CALENDAR_DAYS));
  const openOn = (day: string): string => nextOpenDate(calendar, day) ?? day;
  for (const { member, items, set, inDays, from, days, to, purpose } of bookings) {
    const first = openOn(addDays(today, inDays));
    await bookIn(trx, ctx, {
      memberNumber: member,
      itemBarcodes: items,
      setId: set === null ? null : setIds.get(set),
      startsAt: instantAt(first, minuteOf(from), zone),
      endsAt: instantAt(openOn(addDays(first, days)), minuteOf(to), zone),
      purpose,
    });
  }
}
