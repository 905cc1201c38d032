import type { Db, Tx } from '#platform/database/db';

/** One of staff whom a library shows. */
export interface PersonRow {
  id: number;
  name: string;
  role: string;
  roleEn: string;
  about: string;
  aboutEn: string;
  pictureId: number | null;
  agreedAt: Date;
}
/** Something that a library does for people. */
export interface ServiceRow {
  id: number;
  title: string;
  titleEn: string;
  about: string;
  aboutEn: string;
  atWords: string;
  atWordsEn: string;
  href: string;
}
/** A row that is written: a new one has no number yet. */
export type Written<T> = Omit<T, 'id'> & { id: number | null };

/** The people of a library, in their order. @param open only while it is open */
export async function selectPeople(
  db: Db | Tx,
  { libraryId, open }: { libraryId: number; open: boolean },
): Promise<PersonRow[]> {
  const query = db
    .selectFrom('sitePerson as p')
    .innerJoin('siteList as s', 's.id', 'p.listId')
    .innerJoin('library as l', 'l.id', 's.libraryId')
    .select(['p.id', 'p.name', 'p.role', 'p.roleEn', 'p.about', 'p.aboutEn', 'p.pictureId', 'p.agreedAt'])
    .where('s.libraryId', '=', libraryId)
    .orderBy('p.position');
  return (open ? query.where('l.active', '=', true) : query).execute();
}

/** The services of a library, in their order. @param open only while it is open */
export async function selectServices(
  db: Db | Tx,
  { libraryId, open }: { libraryId: number; open: boolean },
): Promise<ServiceRow[]> {
  const query = db
    .selectFrom('siteService as p')
    .innerJoin('siteList as s', 's.id', 'p.listId')
    .innerJoin('library as l', 'l.id', 's.libraryId')
    .select(['p.id', 'p.title', 'p.titleEn', 'p.about', 'p.aboutEn', 'p.atWords', 'p.atWordsEn', 'p.href'])
    .where('s.libraryId', '=', libraryId)
    .orderBy('p.position');
  return (open ? query.where('l.active', '=', true) : query).execute();
}

/** Writes the people of a list anew; those with a number keep it. */
export async function replacePeople(trx: Tx, listId: number, rows: readonly Written<PersonRow>[]): Promise<void> {
  await trx.deleteFrom('sitePerson').where('listId', '=', listId).execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('sitePerson')
    .values(rows.map(({ id, ...row }, position) => ({ ...(id !== null && { id }), ...row, listId, position })))
    .execute();
}

/** Writes the services of a list anew; those with a number keep it. */
export async function replaceServices(trx: Tx, listId: number, rows: readonly Written<ServiceRow>[]): Promise<void> {
  await trx.deleteFrom('siteService').where('listId', '=', listId).execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('siteService')
    .values(rows.map(({ id, ...row }, position) => ({ ...(id !== null && { id }), ...row, listId, position })))
    .execute();
}
