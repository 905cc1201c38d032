import { sql } from 'kysely';

/** Subscriptions that run, by the library that has them. */
export const runningSubscriptions = sql`select library_id, 'orders' as what, null::timestamptz as until
  from subscription where ended_at is null`;

/** Records of which issues are to come. */
export const issuesExpected = sql`select bib_id, library_id, 'expected' as what, null::timestamptz as until
  from subscription where ended_at is null`;
