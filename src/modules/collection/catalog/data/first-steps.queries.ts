import { sql } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db } from '#platform/database/db';

/** Does the catalogue have a title with a copy? */
export const hasCopies = async (db: Db): Promise<boolean> =>
  askWhether(db, sql`select exists (select from item) as found`);
