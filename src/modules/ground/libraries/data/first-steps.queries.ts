import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** Has a library said when it opens? */
export const hasHours = async (db: Db): Promise<boolean> =>
  askWhether(
    db,
    sql`select exists (select from opening_interval i join library l on l.id = i.library_id where l.active) as found`,
  );

/** Does the calendar know a day from this one on on which something is closed? */
export const hasClosedDays = async (db: Db, from: LocalDate): Promise<boolean> =>
  askWhether(db, sql`select exists (select from closed_day where date_to >= ${from} or yearly) as found`);
