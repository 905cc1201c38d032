import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Residents of a kelurahan, or of the whole city (kelurahan ''), as a source counted them. */
export interface Population {
  id: number;
  kelurahan: string;
  kecamatan: string;
  year: number;
  people: number;
  source: string;
  enteredBy: string;
  enteredAt: Date;
  replacedAt: Date | null;
}
type Place = Pick<Population, 'kelurahan' | 'kecamatan' | 'year'>;

/** Those that stand, of a year and of every year before: the newest year first. */
export const selectPopulation = async (db: Db | Tx, until: number): Promise<Population[]> =>
  db
    .selectFrom('methodPopulation')
    .selectAll()
    .where('replacedAt', 'is', null)
    .where('year', '<=', until)
    .orderBy('year', 'desc')
    .orderBy('kecamatan')
    .orderBy('kelurahan')
    .execute();

export const lockPopulation = async (trx: Tx, { kelurahan, kecamatan, year }: Place): Promise<void> => {
  const what = `method_population ${kelurahan.toLowerCase()}, ${kecamatan.toLowerCase()} ${year}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(trx);
};

/** @returns the figure that stood there until now */
export async function replacePopulation(trx: Tx, place: Place, at: Date): Promise<Population | null> {
  const row = await trx
    .updateTable('methodPopulation')
    .set({ replacedAt: sql<Date>`greatest(${at}::timestamptz, entered_at)` })
    .where(sql<string>`lower(kelurahan)`, '=', sql<string>`lower(${place.kelurahan})`)
    .where(sql<string>`lower(kecamatan)`, '=', sql<string>`lower(${place.kecamatan})`)
    .where('year', '=', place.year)
    .where('replacedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertPopulation(trx: Tx, row: Omit<Population, 'id' | 'replacedAt'>): Promise<number> {
  const { id } = await trx.insertInto('methodPopulation').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}
