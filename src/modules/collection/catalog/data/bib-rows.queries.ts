import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { BibColumns } from '../rules/bib-columns.ts';

/** The derived columns in the order of the statements below, with their types. */
const COLUMNS: readonly (readonly [key: keyof BibColumns, column: string, type: string])[] = [
  ['controlNumber', 'control_number', 'text'],
  ['controlNumberSource', 'control_number_source', 'text'],
  ['material', 'material', 'text'],
  ['marc', 'marc', 'jsonb'],
  ['title', 'title', 'text'],
  ['titleSort', 'title_sort', 'text'],
  ['subtitle', 'subtitle', 'text'],
  ['alternateTitles', 'alternate_titles', 'text[]'],
  ['responsibility', 'responsibility', 'text'],
  ['mainAuthor', 'main_author', 'text'],
  ['authors', 'authors', 'text[]'],
  ['subjects', 'subjects', 'text[]'],
  ['series', 'series', 'text[]'],
  ['publisher', 'publisher', 'text'],
  ['place', 'place', 'text'],
  ['year', 'year', 'integer'],
  ['edition', 'edition', 'text'],
  ['extent', 'extent', 'text'],
  ['isbns', 'isbns', 'text[]'],
  ['issns', 'issns', 'text[]'],
  ['languages', 'languages', 'text[]'],
  ['ddc', 'ddc', 'text'],
  ['audience', 'audience', 'text'],
  ['summary', 'summary', 'text'],
  ['notes', 'notes', 'text[]'],
  ['duplicateKey', 'duplicate_key', 'text'],
];
const NAMES = sql.raw(COLUMNS.map(([, column]) => column).join(', '));
const ROW_TYPE = sql.raw(
  [
    'id bigint',
    'entered_at timestamptz',
    'hidden boolean',
    ...COLUMNS.map(([, column, type]) => `${column} ${type}`),
  ].join(', '),
);
const ASSIGNMENTS = sql.raw(COLUMNS.map(([, column]) => `${column} = row.${column}`).join(', '));

const asJson = (rows: readonly NewBibRow[]): string =>
  JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      entered_at: row.enteredAt,
      hidden: row.hidden,
      ...Object.fromEntries(COLUMNS.map(([key, column]) => [column, row[key]])),
    })),
  );

/** Ids for records about to be written, so that links and copies can be made with them. */
export async function takeBibIds(trx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('bib', 'id')) as id from generate_series(1, ${count})`.execute(trx);
  return rows.map((row) => row.id);
}

/** A record about to be written. `enteredAt`: when it came into the catalogue, if not now. */
export type NewBibRow = BibColumns & { id: number; enteredAt?: Date | undefined; hidden?: boolean };

/**
 * Writes new records in one statement: rows travel as one JSON value, so that their number has no limit of parameters.
 * @param by who makes them: the account, null where it is none
 */
export async function insertBibs(
  trx: Tx,
  rows: readonly NewBibRow[],
  { now, by }: { now: Date; by: number | null },
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into bib (id, ${NAMES}, hidden, created_at, updated_at, made_by) overriding system value
    select id, ${NAMES}, coalesce(hidden, false), coalesce(entered_at, ${now}::timestamptz), ${now}::timestamptz, ${by}::bigint
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (${ROW_TYPE})`.execute(trx);
}

/** Rewrites records that the caller has locked; their versions move on. */
export async function updateBibs(trx: Tx, rows: readonly (BibColumns & { id: number })[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update bib set ${ASSIGNMENTS}, version = version + 1, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (${ROW_TYPE})
    where bib.id = row.id`.execute(trx);
}

/** Removes records as if they had never been; links to headings go along. @returns their pictures */
export async function deleteBibs(trx: Tx, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ coverKey: string | null; coverLargeKey: string | null }>`
    delete from bib where id = any(${[...ids]}::bigint[]) returning cover_key, cover_large_key`.execute(trx);
  return rows.flatMap(({ coverKey, coverLargeKey }) => [coverKey, coverLargeKey].filter((key) => key !== null));
}
