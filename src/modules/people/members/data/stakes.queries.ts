import { sql } from 'kysely';

/** Members as owners of sessions. */
export const sessionReaders = sql`select id as member_id, number, full_name as name, locale, status = 'active' as active from member`;
