import { sql } from 'kysely';

/** Readers who have a file of a record now. */
export const filesLent = sql`select a.bib_id, null::bigint as library_id, 'readers' as what, l.due_at as until
  from digital_loan l join attachment a on a.id = l.attachment_id where l.ended_at is null`;

/** Readers who wait for one. */
export const filesAwaited = sql`select a.bib_id, null::bigint as library_id, 'readers' as what, null::timestamptz as until
  from digital_request r join attachment a on a.id = r.attachment_id where r.ended_at is null`;
