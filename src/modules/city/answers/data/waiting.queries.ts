import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import type { LocalDate } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { CHECK_MONTHS } from '../rules/due-check.ts';

/** Published answers that are to be checked again on a day of a zone: old ones, and those that help fewer than they do not. */
export const countToCheck = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(checked_at) as since from help_entry
      where state = 'published'
        and ((checked_at at time zone ${zone}::text)::date + make_interval(months => ${CHECK_MONTHS}) <= ${today}::date
          or exists (select from help_vote v where v.entry_id = help_entry.id
            having count(*) >= ${LEAST.people} and count(*) filter (where not helpful) > count(*) filter (where helpful)))`,
  );
