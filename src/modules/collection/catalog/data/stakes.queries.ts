import { sql } from 'kysely';

/** Copies that stand in libraries. */
export const copiesThere = sql`select library_id, 'copies' as what, null::timestamptz as until from item where status <> 'withdrawn'`;
