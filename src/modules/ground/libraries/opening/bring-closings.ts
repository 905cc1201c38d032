import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { addDays, isoWeekday, localDate, type LocalDate } from '#shared/dates';
import { deleteClosedDayRow, lockNetworkDays, selectClosedDays } from '../data/closed-days.queries.ts';
import { getLibrary } from '../get-library.ts';
import { judgeClosing, type Closing, type JudgedClosing } from '../rules/judge-closing.ts';
import { insertClosedDay } from './edit-closed-days.ts';

/** More entries than any calendar has. */
const MOST = 100_000;

/** What closings of another system are to the calendar of a library and of the network, in their order. Nothing is written. */
export async function judgeClosings(
  { db }: { db: Db | Tx },
  libraryId: number,
  closings: readonly Closing[],
): Promise<JudgedClosing[]> {
  const { openingHours: hours } = await getLibrary({ db }, libraryId);
  const closed = await selectClosedDays(db, { libraryId }, { after: null, limit: MOST });
  return closings.map((closing) => judgeClosing(closing, { closed, hours }));
}

/** The first such day of last year: what is late already was not late on days on which the library was closed. */
function firstOf(weekday: number, today: LocalDate): LocalDate {
  const newYear = `${Number(today.slice(0, 4)) - 1}-01-01`;
  return addDays(newYear, (weekday - isoWeekday(newYear) + 7) % 7);
}

/**
 * Enters closings of another system into the calendar of a library, in the caller's transaction; the caller has checked the permission. What is
 * closed already stays as it is, and so do its weekly hours, whatever the closing says.
 * @param source where they come from, as the calendar shows it
 * @returns what each was to the calendar; of a new one its id
 */
export async function bringClosings(
  trx: Tx,
  ctx: Ctx,
  library: { id: number; timeZone: string },
  closings: readonly Closing[],
  source: string,
): Promise<(Exclude<JudgedClosing, 'new'> | { id: number })[]> {
  await lockNetworkDays(trx);
  const judged = await judgeClosings({ db: trx }, library.id, closings);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const brought: (Exclude<JudgedClosing, 'new'> | { id: number })[] = [];
  for (const [i, closing] of closings.entries()) {
    const one = judged[i] ?? 'new';
    if (one !== 'new') {
      brought.push(one);
      continue;
    }
    const weekly = 'weekday' in closing;
    const on = weekly ? firstOf(closing.weekday, today) : closing.on;
    const dates = { libraryId: library.id, dateFrom: on, dateTo: on, weekly };
    const { id } = await insertClosedDay(trx, ctx, { ...dates, type: 'penutupan', reason: closing.reason, source });
    brought.push({ id });
  }
  return brought;
}

/** Takes closings back that another system entered, in the caller's transaction, which holds them; the caller has checked the permission. */
export async function takeBackClosings(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  for (const id of ids) await deleteClosedDayRow(trx, id);
  const count = { entityId: 'all', after: { days: ids.length } };
  await recordAudit(trx, ctx, { action: 'closed_day.taken_back', entity: 'closed_day', ...count });
}
