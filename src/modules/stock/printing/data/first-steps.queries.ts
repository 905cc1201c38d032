import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';

/** Did labels or cards ever come out right? */
export const hasPrinted = async (db: Db): Promise<boolean> =>
  askWhether(db, sql`select exists (select from print_batch where printed_at is not null) as found`);
