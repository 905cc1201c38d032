import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

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
 * the titles agree as well: every system counts from 1.
 */
export async function selectDuplicates(
  db: Db | Tx,
  candidates: readonly DuplicateCandidate[],
): Promise<DuplicateRow[]> {
  const json = JSON.stringify(candidates.map((candidate, at) => ({ at, ...candidate })));
  const { rows } = await sql<DuplicateRow>`
    with candidate as materialized (
      select * from jsonb_to_recordset(${json}::jsonb) as c (at integer, isbns text[], "controlNumber" text,
        "controlNumberSource" text, "duplicateKey" text, "useKey" boolean, "titleKey" text)
    )
    select c.at, b.id as "bibId", b.title, b.publisher, b.year,
      b.control_number as "controlNumber", b.control_number_source as "controlNumberSource", 'isbn' as by
    from candidate c cross join lateral unnest(c.isbns) as isbn
    join bib b on b.isbns @> array[isbn] and b.deleted_at is null
    union all
    select c.at, b.id, b.title, b.publisher, b.year, b.control_number, b.control_number_source, 'control_number'
    from candidate c join bib b on b.control_number = c."controlNumber" and b.deleted_at is null
    where b.control_number_source = c."controlNumberSource"
      or (c."titleKey" <> '' and split_part(b.duplicate_key, '|', 1) = c."titleKey")
    union all
    select c.at, b.id, b.title, b.publisher, b.year, b.control_number, b.control_number_source, 'title'
    from candidate c join bib b on md5(b.duplicate_key) = md5(c."duplicateKey") and b.duplicate_key = c."duplicateKey"
      and b.deleted_at is null
    where c."useKey"`.execute(db);
  return rows;
}

/** Records that look alike: one group per shared ISBN, number of the same maker, or key. */
export interface DuplicateGroup {
  by: DuplicateReason;
  /** What they share. */
  key: string;
  bibIds: number[];
}

export async function selectDuplicateGroups(db: Db, limit: number): Promise<DuplicateGroup[]> {
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
      select 'title', min(duplicate_key), json_agg(id order by id)
      from bib where deleted_at is null and duplicate_key not like '%||' and duplicate_key not like '|%'
      group by md5(duplicate_key) having count(*) > 1
    ) groups
    where json_array_length("bibIds") <= 50
    order by case by when 'isbn' then 1 when 'control_number' then 2 else 3 end, key
    limit ${limit}`.execute(db);
  const seen = new Set<string>();
  return rows.filter((group) => {
    const members = group.bibIds.join(' ');
    if (seen.has(members)) return false;
    seen.add(members);
    return true;
  });
}
