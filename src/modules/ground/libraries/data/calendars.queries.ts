import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { ClosedRange, SpecialRange } from '../rules/expand-calendar.ts';
import { openingHours } from './libraries.queries.ts';

/** Hours, closed days and special hours of libraries in one query; `ids` null = all of them. A library's own come first. */
export async function selectCalendars(db: Db | Tx, ids: readonly number[] | null, from: LocalDate, to: LocalDate) {
  const closedDays = sql<ClosedRange[]>`(
    select coalesce(
      json_agg(
        json_build_object('dateFrom', date_from, 'dateTo', date_to, 'type', closed_day.type, 'reason', reason,
          'yearly', yearly, 'weekly', weekly)
        order by library_id nulls last, closed_day.id
      ),
      '[]'
    )
    from closed_day
    where (library_id is null or library_id = library.id) and date_from <= ${to} and (yearly or weekly or date_to >= ${from})
  )`;
  const specialHours = sql<SpecialRange[]>`(
    select coalesce(
      json_agg(
        json_build_object('dateFrom', date_from, 'dateTo', date_to, 'hours', hours, 'onClosedDays', on_closed_days)
        order by library_id nulls last, special_hours.id desc
      ),
      '[]'
    )
    from special_hours
    where (library_id is null or library_id = library.id) and date_from <= ${to} and date_to >= ${from}
  )`;
  let query = db
    .selectFrom('library')
    .select(['library.id', 'library.timeZone', openingHours.as('intervals')])
    .select([closedDays.as('closedDays'), specialHours.as('specialHours')]);
  // one text for any number of them
  if (ids) query = query.where('library.id', '=', sql<number>`any(${[...ids]}::bigint[])`);
  return query.execute();
}
