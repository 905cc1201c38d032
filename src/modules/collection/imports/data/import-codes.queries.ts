import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';
import { CODE_KINDS, type CodeKind } from '../client.ts';
import { keptCode } from '../rules/code-kinds.ts';
import type { FoundCode } from '../rules/koha-codes.ts';

/** A list of libraries, types or categories is no longer; what goes on beyond is no list of codes, but another column. */
const MOST_CODES = 500;
const kinds = z.enum(CODE_KINDS);

/** Counts the codes of a batch. */
export async function addCodes(trx: Tx, runId: number, codes: readonly FoundCode[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { kind, code } of codes) {
    const key = `${kind} ${keptCode(code)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return;
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const kindsOf = rows.map(([key]) => key.slice(0, key.indexOf(' ')));
  const codesOf = rows.map(([key]) => key.slice(key.indexOf(' ') + 1));
  await sql`
    with met as (
      select *, exists (select 1 from import_code c where c.run_id = ${runId}::bigint and c.kind = m.kind and c.code = m.code) as known
      from unnest(${kindsOf}::text[], ${codesOf}::text[], ${rows.map(([, count]) => count)}::int[]) as m (kind, code, count)
    ), numbered as (
      select met.*, row_number() over (partition by known order by count desc, kind, code) as nth from met
    )
    insert into import_code (run_id, kind, code, count)
    select ${runId}::bigint, kind, code, count from numbered
    where known or nth <= ${MOST_CODES} - (select count(*) from import_code where run_id = ${runId}::bigint)
    on conflict (run_id, kind, code) do update set count = import_code.count + excluded.count`.execute(trx);
}

/** The codes that a run has met, by kind, the most frequent first. */
export async function selectCodes(db: Db, runId: number): Promise<{ kind: CodeKind; code: string; count: number }[]> {
  const rows = await db
    .selectFrom('importCode')
    .select(['kind', 'code', 'count'])
    .where('runId', '=', runId)
    .orderBy(sql`array_position(array['library', 'item_type', 'category'], kind)`)
    .orderBy('count', 'desc')
    .orderBy('code')
    .limit(MOST_CODES)
    .execute();
  return rows.map((row) => ({ ...row, kind: kinds.parse(row.kind) }));
}
