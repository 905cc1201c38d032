import type { Db, Tx } from '#platform/database/db';

/** Letters whose hour has come and that are not under way. */
export const selectDue = async (db: Db | Tx, now: Date, limit: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('newsletter')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('sendAt', '<=', now)
    .orderBy('sendAt')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};

/** Letters that are on their way. */
export const selectUnderWay = async (
  db: Db | Tx,
): Promise<{ id: number; mailingId: number | null; listedAt: Date | null }[]> =>
  db
    .selectFrom('newsletter')
    .select(['id', 'mailingId', 'listedAt'])
    .where('state', '=', 'sending')
    .orderBy('id')
    .execute();

/** Of which books those borrow to whom a mailing goes; null: it is of no letter, or of one to all who chose its topics. */
export const findBorrowsOf = async (db: Db | Tx, mailingId: number): Promise<string | null> =>
  (await db.selectFrom('newsletter').select('borrows').where('mailingId', '=', mailingId).executeTakeFirst())
    ?.borrows ?? null;

/** By which mailing a letter goes, by its place in the archive. */
export const findMailingOf = async (db: Db | Tx, slug: string): Promise<number | null> =>
  (await db.selectFrom('newsletter').select('mailingId').where('slug', '=', slug).executeTakeFirst())?.mailingId ??
  null;

/** Where a letter leads by a short link: address and code. */
export const selectLinks = async (
  db: Db | Tx,
  newsletterId: number,
): Promise<{ address: string; linkCode: string }[]> =>
  db
    .selectFrom('newsletterLink')
    .select(['address', 'linkCode'])
    .where('newsletterId', '=', newsletterId)
    .orderBy('address')
    .execute();

export const insertLinks = async (
  trx: Tx,
  newsletterId: number,
  links: readonly { address: string; linkCode: string }[],
): Promise<void> => {
  if (links.length === 0) return;
  await trx
    .insertInto('newsletterLink')
    .values(links.map((link) => ({ ...link, newsletterId })))
    .execute();
};
