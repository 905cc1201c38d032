import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';

/** By what two records were found to be alike. */
export type DuplicateReason = 'isbn' | 'control_number' | 'title';

export interface DuplicateRow {
  /** Which of the candidates this one is like. */
  at: number;
  bibId: number;
  title: string;
  publisher: string | null;
  year: number | null;
  controlNumber: string | null;
  controlNumberSource: string | null;
  by: DuplicateReason;
}

export interface DuplicateCandidate {
  isbns: readonly string[];
  controlNumber: string | null;
  controlNumberSource: string | null;
  duplicateKey: string;
  /** Not used for a key that proves nothing. */
  useKey: boolean;
  /** The title's part of the key. */
  titleKey: string;
}

/**
 * Records like the candidates. A control number proves something only where both come from the same maker (003), or where
 * the titles agree as well: every system counts from 1. Each index is asked once, for the keys of all candidates: joined
 * candidate by candidate, the planner would read the whole catalogue for each of them.
 */
export async function selectDuplicates(
  db: Db | Tx,
  candidates: readonly DuplicateCandidate[],
): Promise<DuplicateRow[]> {
  const json = JSON.stringify(candidates.map((candidate, at) => ({ at, ...candidate })));
  const isbns = [...new Set(candidates.flatMap((candidate) => candidate.isbns))];
  const numbers = [...new Set(candidates.flatMap(({ controlNumber }) => controlNumber ?? []))];
  const keys = candidates.filter(({ useKey }) => useKey).map((candidate) => candidate.duplicateKey);
  const { rows } = await sql<DuplicateRow>`
    with candidate as materialized (
      select * from jsonb_to_recordset(${json}::jsonb) as c (at integer, isbns text[], "controlNumber" text,
        "controlNumberSource" text, "duplicateKey" text, "useKey" boolean, "titleKey" text)
    ), by_isbn as materialized (
      select * from bib where isbns && ${isbns}::text[] and deleted_at is null
    ), by_number as materialized (
      select * from bib where control_number = any (${numbers}::text[]) and deleted_at is null
    ), by_key as materialized (
      select * from bib
      where md5(duplicate_key) = any (array(select md5(key) from unnest(${keys}::text[]) as key)) and deleted_at is null
    )
    select c.at, b.id as "bibId", b.title, b.publisher, b.year,
      b.control_number as "controlNumber", b.control_number_source as "controlNumberSource", 'isbn' as by
    from by_isbn b cross join lateral unnest(b.isbns) as found (isbn)
    join (select at, unnest(isbns) as isbn from candidate) c on c.isbn = found.isbn
    union all
    select c.at, b.id, b.title, b.publisher, b.year, b.control_number, b.control_number_source, 'control_number'
    from by_number b join candidate c on c."controlNumber" = b.control_number
    where b.control_number_source = c."controlNumberSource"
      or (c."titleKey" <> '' and split_part(b.duplicate_key, '|', 1) = c."titleKey")
    union all
    select c.at, b.id, b.title, b.publisher, b.year, b.control_number, b.control_number_source, 'title'
    from by_key b join candidate c on c."useKey" and c."duplicateKey" = b.duplicate_key`.execute(db);
  return rows;
}

/** What records say, to be judged by it. */
export async function selectMarcOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, MarcRecord>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; marc: MarcRecord }>`
    select id, marc from bib where id = any (${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, marc }) => [id, marc]));
}

/** Records that share an ISBN, a number of the same maker or with the same title, or a key: what {@link selectDuplicates} finds. */
export interface DuplicateGroup {
  by: DuplicateReason;
  /** What they share. */
  key: string;
  bibIds: number[];
}

/** So many of them, in their order, from one on. */
export async function selectDuplicateGroups(
  db: Db,
  { from, limit }: { from: number; limit: number },
): Promise<DuplicateGroup[]> {
  const { rows } = await sql<DuplicateGroup>`
    select * from (
      select 'isbn' as by, isbn as key, json_agg(id order by id) as "bibIds"
      from bib cross join lateral unnest(isbns) as isbn where deleted_at is null
      group by isbn having count(*) > 1
      union all
      select 'control_number', control_number, json_agg(id order by id)
      from bib where deleted_at is null and control_number is not null and control_number_source is not null
      group by control_number, control_number_source having count(*) > 1
      union all
      select 'control_number', control_number, json_agg(id order by id)
      from bib where deleted_at is null and control_number is not null and duplicate_key not like '|%'
      group by control_number, split_part(duplicate_key, '|', 1)
      having count(*) > 1 and count(distinct control_number_source) <> 1
      union all
      select 'title', min(duplicate_key), json_agg(id order by id)
      from bib where deleted_at is null and duplicate_key not like '%||' and duplicate_key not like '|%'
      group by md5(duplicate_key) having count(*) > 1
    ) groups
    where json_array_length("bibIds") <= 50
    order by case by when 'isbn' then 1 when 'control_number' then 2 else 3 end, key, "bibIds"::text
    limit ${limit} offset ${from}`.execute(db);
  return rows;
}
