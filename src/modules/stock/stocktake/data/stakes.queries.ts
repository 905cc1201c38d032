import { sql } from 'kysely';

/** When copies were scanned. */
export const copiesScanned = sql`select item_id, scanned_at as at from stocktake_scan where undone_at is null`;
