import { calendarsOf, openDaysBetween } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseMeasure, PromiseSpan } from '#platform/promise-measures';
import { addDays, localDate } from '#shared/dates';
import { selectAnsweringTimes } from './data/promise-measures.queries.ts';

/** A working day is one on which the library to which it was proposed is open; the day of the proposal does not count. */
async function countProposalsAnswered(db: Db | Tx, span: PromiseSpan, limit: number): Promise<PromiseCount> {
  const proposals = await selectAnsweringTimes(db, span);
  const libraryIds = [...new Set(proposals.map(({ libraryId }) => libraryId))];
  const today = addDays(localDate(span.now, span.zone), 1);
  const calendars = await calendarsOf(db, libraryIds, addDays(span.from, -1), today);
  const count = { n: 0, kept: 0 };
  for (const { libraryId, createdAt, answeredAt } of proposals) {
    const calendar = calendars.get(libraryId);
    if (!calendar) continue;
    const dayOf = (at: Date) => localDate(at, calendar.timeZone);
    const took = openDaysBetween(calendar, dayOf(createdAt), dayOf(answeredAt ?? span.now));
    if (answeredAt === null && took <= limit) continue;
    count.n += 1;
    if (answeredAt !== null && took <= limit) count.kept += 1;
  }
  return count;
}

/** What can be measured of proposals beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'proposals_answered',
    label: m.promises_measure_proposals,
    unit: 'working_days',
    counts: m.promises_count_proposals,
    without: m.promises_without_later_answers,
    count: countProposalsAnswered,
  },
];
