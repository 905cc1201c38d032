import { sql } from 'kysely';
import { Kept } from '#platform/database/kept';
import type { Db, Tx } from '#platform/database/db';
import type { LinkPlace } from '../rules/frame.ts';

/** An entry of a menu or of the foot, as it was chosen. */
export interface LinkRow {
  id: number;
  label: string;
  labelEn: string;
  pageId: number | null;
  topicId: number | null;
  collectionId: number | null;
  href: string;
}
/** What the foot says of the network; empty: as its main library has it. */
export interface SiteContact {
  address: string;
  phone: string;
  email: string;
}

const links = (db: Db | Tx) =>
  db
    .selectFrom('siteLink as l')
    .innerJoin('siteList as s', 's.id', 'l.listId')
    .select(['l.id', 'l.label', 'l.labelEn', 'l.pageId', 'l.topicId', 'l.collectionId', 'l.href'])
    .orderBy('l.position');

/** The links of a place, of a library or of the network (null), in their order. */
export const selectLinks = async (
  db: Db | Tx,
  { libraryId, place }: { libraryId: number | null; place: LinkPlace },
): Promise<LinkRow[]> =>
  links(db)
    .where('s.kind', '=', place)
    .where(sql<boolean>`s.library_id is not distinct from ${libraryId}`)
    .execute();

/** The words of the foot; undefined: nobody has written any. */
export const findContact = async (db: Db | Tx): Promise<SiteContact | undefined> =>
  db.selectFrom('siteContact').select(['address', 'phone', 'email']).executeTakeFirst();

/** What stands around every public page, as it was chosen. */
export const networkFrame = new Kept(['siteList', 'siteLink', 'siteContact'], async (db) => ({
  links: await links(db)
    .select(sql<LinkPlace>`s.kind`.as('place'))
    .where('s.libraryId', 'is', null)
    .execute(),
  contact: (await findContact(db)) ?? null,
}));

/** Writes the links of a list anew; those with a number keep it. */
export async function replaceLinks(
  trx: Tx,
  listId: number,
  rows: readonly (Omit<LinkRow, 'id'> & { id: number | null })[],
): Promise<void> {
  await trx.deleteFrom('siteLink').where('listId', '=', listId).execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('siteLink')
    .values(
      rows.map(({ id, label, labelEn, pageId, topicId, collectionId, href }, position) => ({
        ...(id !== null && { id }),
        ...{ listId, position, label, labelEn, pageId, topicId, collectionId, href },
      })),
    )
    .execute();
}

export const writeContact = async (trx: Tx, listId: number, words: SiteContact): Promise<void> => {
  await trx
    .insertInto('siteContact')
    .values({ listId, ...words })
    .onConflict((conflict) => conflict.column('listId').doUpdateSet(words))
    .execute();
};
