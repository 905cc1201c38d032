import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What somebody entered. */
export interface EnteredValue {
  id: number;
  pack: string;
  input: string;
  libraryId: number | null;
  year: number;
  /** With a decimal point, as it was typed. */
  value: string;
  source: string;
  enteredBy: string;
  enteredAt: Date;
  way: 'staff' | 'link';
  /** When a newer one took its place; null = it stands. */
  replacedAt: Date | null;
}
export interface ValuePlace {
  pack: string;
  input: string;
  libraryId: number | null;
  year: number;
}

const columns = sql`id, pack, input, library_id, year, trim_scale(value)::text as value, source, entered_by, entered_at, way, replaced_at`;
const samePlace = ({ pack, input, libraryId, year }: ValuePlace) => sql<boolean>`
  pack = ${pack} and input = ${input} and library_id is not distinct from ${libraryId}::bigint and year = ${year}`;

/** What stands for a year, and constants of earlier years: they hold until a newer one. The caller answers for who may know. */
export async function selectValues(db: Db | Tx, year: number): Promise<EnteredValue[]> {
  const { rows } = await sql<EnteredValue>`
    select ${columns} from method_value
    where replaced_at is null and (year = ${year} or (pack <> '' and year < ${year}))
    order by year, id`.execute(db);
  return rows;
}

/** All that was ever entered at one place, the newest first. */
export async function selectHistory(db: Db | Tx, place: ValuePlace): Promise<EnteredValue[]> {
  const { rows } = await sql<EnteredValue>`
    select ${columns} from method_value where ${samePlace(place)} order by id desc limit 100`.execute(db);
  return rows;
}

/** One after the other at one place, until the transaction ends. */
export const lockPlace = async (trx: Tx, { pack, input, libraryId, year }: ValuePlace): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`method_value ${pack} ${input} ${libraryId ?? ''} ${year}`}, 0))`.execute(
    trx,
  );
};

/** @returns the value that stood there until now */
export async function replaceValue(trx: Tx, place: ValuePlace, at: Date): Promise<EnteredValue | null> {
  const { rows } = await sql<EnteredValue>`
    update method_value set replaced_at = greatest(${at}::timestamptz, entered_at)
    where ${samePlace(place)} and replaced_at is null returning ${columns}`.execute(trx);
  return rows[0] ?? null;
}

export async function insertValue(trx: Tx, value: Omit<EnteredValue, 'id' | 'replacedAt'>): Promise<number> {
  const { id } = await trx.insertInto('methodValue').values(value).returning('id').executeTakeFirstOrThrow();
  return id;
}
