import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { Kept } from '#platform/database/kept';
import type { Library as LibraryRow } from '#platform/database/db-types';
import type { Facility, Library, LibraryType, OpeningInterval } from '../client.ts';

/** The weekly hours of the library of the outer query, in order. */
export const openingHours = sql<OpeningInterval[]>`(
  select coalesce(
    json_agg(
      json_build_object('weekday', weekday, 'opensMinute', opens_minute, 'closesMinute', closes_minute)
      order by weekday, opens_minute
    ),
    '[]'
  )
  from opening_interval where library_id = library.id
)`;

const selectLibraries = (db: Db | Tx) =>
  db
    .selectFrom('library')
    .select([
      'id',
      'code',
      'name',
      'type',
      'npp',
      'address',
      'kelurahan',
      'kecamatan',
      'city',
      'postalCode',
      'phone',
      'email',
      'latitude',
      'longitude',
      'timeZone',
      'description',
      'active',
      'sortOrder',
      'pullOrder',
      'facilities',
      'version',
    ])
    .select(openingHours.as('openingHours'))
    .$narrowType<{ type: LibraryType; facilities: Facility[] }>();

const libraries = new Kept(['library', 'openingInterval'], async (db) =>
  selectLibraries(db)
    .orderBy('sortOrder')
    .orderBy((eb) => eb('type', '<>', 'pusat'))
    .orderBy('name')
    .execute(),
);

// a transaction, where nothing is kept, reads one row instead of all

export async function findLibrary(db: Db | Tx, id: number): Promise<Library | undefined> {
  if (db.isTransaction) return selectLibraries(db).where('id', '=', id).executeTakeFirst();
  return (await libraries.of(db)).find((library) => library.id === id);
}

export async function findLibraryByCode(db: Db | Tx, ofCode: string): Promise<Library | undefined> {
  const code = ofCode.toUpperCase();
  if (db.isTransaction) return selectLibraries(db).where('code', '=', code).executeTakeFirst();
  return (await libraries.of(db)).find((library) => library.code === code);
}

const main = new Kept(['library', 'openingInterval'], async (db) =>
  selectLibraries(db)
    .where('active', '=', true)
    .orderBy((eb) => eb('type', '<>', 'pusat'))
    .orderBy('sortOrder')
    .orderBy('name')
    .limit(1)
    .executeTakeFirst(),
);

/** The library that speaks for the network: the main one, else the first one in use. */
export const findMainLibrary = async (db: Db | Tx): Promise<Library | undefined> => main.of(db);

/** By id or code. A number is an id; a library of an older time may have digits alone as its code, and is found by them where no id is meant. */
export async function findLibraryByRef(db: Db | Tx, ref: string | number): Promise<Library | undefined> {
  const id = /^[1-9]\d{0,15}$/.test(String(ref)) ? Number(ref) : null;
  const found = id !== null && Number.isSafeInteger(id) ? await findLibrary(db, id) : undefined;
  return found ?? findLibraryByCode(db, String(ref));
}

/** By what answers name them. */
export const selectLibraryNames = async (db: Db | Tx) =>
  db.selectFrom('library').select(['id', 'code', 'name', 'timeZone']).execute();

export const lockLibrary = async (trx: Tx, id: number) =>
  trx.selectFrom('library').select(['id', 'version']).where('id', '=', id).forUpdate().executeTakeFirst();

/** Main library first, then in the order that was set, then by name. */
export async function selectAllLibraries(db: Db | Tx, filter: { active?: boolean } = {}): Promise<Library[]> {
  const all = await libraries.of(db);
  return filter.active === undefined ? [...all] : all.filter(({ active }) => active === filter.active);
}

/** The open ones by their names, in the order above. */
export const selectOpenLibraries = async (db: Db | Tx) =>
  (await selectAllLibraries(db, { active: true })).map(({ id, code, name, timeZone }) => ({
    id,
    code,
    name,
    timeZone,
  }));

/** Of the library, else of the network's first one in the order above, which is an open one where there is any. */
export async function selectZone(db: Db | Tx, libraryId: number | null): Promise<string | undefined> {
  if (db.isTransaction) return selectZoneAlone(db, libraryId);
  const all = await libraries.of(db);
  const found = all.find(({ id }) => id === libraryId) ?? all.find(({ active }) => active) ?? all[0];
  return found?.timeZone;
}

/** The same, where nothing is kept: one row instead of all. */
async function selectZoneAlone(db: Db | Tx, libraryId: number | null): Promise<string | undefined> {
  const row = await db
    .selectFrom('library')
    .select('timeZone')
    .orderBy((eb) => eb('id', '=', libraryId ?? 0), 'desc')
    .orderBy('active', 'desc')
    .orderBy('sortOrder')
    .orderBy((eb) => eb('type', '<>', 'pusat'))
    .orderBy('name')
    .limit(1)
    .executeTakeFirst();
  return row?.timeZone;
}

/** Those of these ids that are of no library. */
export async function selectUnknownIds(trx: Tx, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await trx.selectFrom('library').select('id').where('id', 'in', ids).execute();
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

export const insertLibraryRow = async (trx: Tx, row: Insertable<LibraryRow>): Promise<number> =>
  (await trx.insertInto('library').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateLibraryRow(trx: Tx, id: number, changes: Updateable<LibraryRow>, at: Date): Promise<void> {
  await trx
    .updateTable('library')
    .set({ ...changes, updatedAt: at })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function replaceIntervals(
  trx: Tx,
  libraryId: number,
  intervals: readonly OpeningInterval[],
): Promise<void> {
  await trx.deleteFrom('openingInterval').where('libraryId', '=', libraryId).execute();
  if (intervals.length === 0) return;
  await trx
    .insertInto('openingInterval')
    .values(intervals.map((interval) => ({ libraryId, ...interval })))
    .execute();
}
