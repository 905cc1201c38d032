/** Rooms, computers and study seats of the sample city, and what is reserved of them on the next open day: `seats.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { calendarOf, nextOpenDate } from '../../src/modules/ground/libraries/index.ts';
import { seatDay } from '../../src/modules/premises/seats/index.ts';
import { addSeat, reserveIn } from '../../src/modules/premises/seats/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays } from '../../src/shared/dates.ts';

const schema = z.object({
  library: z.string(),
  seats: z.array(
    z.object({
      kind: z.enum(['room', 'computer', 'seat']),
      name: z.string(),
      note: z.string(),
      capacity: z.int(),
      slotMinutes: z.int(),
      maxSlotsPerDay: z.int(),
      needsApproval: z.boolean(),
      noShowMinutes: z.int(),
    }),
  ),
  /** `slot`: which of the day, from 0. */
  reservations: z.array(
    z.object({ seat: z.string(), member: z.string(), slot: z.int(), people: z.int(), purpose: z.string() }),
  ),
});

export const readSeats = (): z.output<typeof schema> =>
  schema.parse(JSON.parse(readFileSync(new URL('seats.json', import.meta.url), 'utf8')));

const LOOK_AHEAD = 14;

export async function loadSeats(trx: Tx, ctx: Ctx, { libraryId, today }: { libraryId: number; today: string }): Promise<void> {
  const sample = readSeats();
  const ids = new Map<string, number>();
  for (const seat of sample.seats) ids.set(seat.name, await addSeat(trx, ctx, libraryId, seat));
  const calendar = await calendarOf(trx, libraryId, today, addDays(today, LOOK_AHEAD));
  const day = nextOpenDate(calendar, addDays(today, 1));
  if (day === null) return;
  for (const { seat, member, slot, people, purpose } of sample.reservations) {
    const seatId = ids.get(seat);
    if (seatId === undefined) throw new Error(`the sample city reserves "${seat}", which it does not have`);
    const wanted = (await seatDay({ ...ctx, db: trx }, seatId, day))[slot];
    if (wanted) await reserveIn(trx, ctx, { seatId, startsAt: wanted.startsAt, slots: 1, people, purpose, memberNumber: member });
  }
}
