import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SiteBanner } from '#platform/database/db-types';

export interface BannerRow {
  id: number;
  libraryId: number | null;
  words: string;
  wordsEn: string;
  href: string;
  fromAt: Date;
  untilAt: Date;
  createdBy: string;
  version: number;
}

const banners = (db: Db | Tx) =>
  db
    .selectFrom('siteBanner')
    .select(['id', 'libraryId', 'words', 'wordsEn', 'href', 'fromAt', 'untilAt', 'createdBy', 'version']);

/** Those that stand at an instant for a library's site and the network's. */
export const selectStandingBanners = async (
  db: Db | Tx,
  { libraryId, now, limit }: { libraryId: number | null; now: Date; limit: number },
): Promise<BannerRow[]> =>
  banners(db)
    .where('fromAt', '<=', now)
    .where('untilAt', '>', now)
    .where((eb) =>
      eb.or([eb('libraryId', 'is', null), ...(libraryId === null ? [] : [eb('libraryId', '=', libraryId)])]),
    )
    .orderBy('fromAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Those of libraries (null: all) that end after an instant, the next to end first. */
export const selectBanners = async (
  db: Db | Tx,
  { libraryIds, after, limit }: { libraryIds: readonly number[] | null; after: Date; limit: number },
): Promise<BannerRow[]> => {
  let query = banners(db).where('untilAt', '>', after).orderBy('untilAt').orderBy('id').limit(limit);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
};

export const lockBanner = async (trx: Tx, id: number): Promise<BannerRow | undefined> =>
  banners(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertBanner = async (trx: Tx, row: Insertable<SiteBanner>): Promise<number> =>
  (await trx.insertInto('siteBanner').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Ends a banner at an instant. */
export const endBanner = async (trx: Tx, id: number, until: Date): Promise<void> => {
  await trx
    .updateTable('siteBanner')
    .set({ untilAt: until, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

export const deleteBanner = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('siteBanner').where('id', '=', id).execute();
};
