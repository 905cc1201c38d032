import { sql, type Insertable, type RawBuilder, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Competence as CompetenceTable } from '#platform/database/db-types';
import type { Competence, NamedCompetence } from '../client.ts';
import type { Phase } from '../rules/terms.ts';

/** A line with where it stands among all of its framework. */
export interface NamedRow extends NamedCompetence {
  path: string;
}

/** The lines of some frameworks as trees; `path` sorts each before those under it. @param which a condition on the framework `f` */
const trees = (which: RawBuilder<unknown>) => sql`
  recursive line as (
    select c.*, 1 as depth, lpad(c.position::text, 8, '0') as path,
      c.retired_at is null and f.state = 'active' and coalesce(l.active, true) as offered
    from competence c join competence_framework f on f.id = c.framework_id left join library l on l.id = f.library_id
    where c.parent_id is null and ${which}
    union all
    select c.*, line.depth + 1, line.path || '.' || lpad(c.position::text, 8, '0'), line.offered and c.retired_at is null
    from competence c join line on c.parent_id = line.id
  )`;

const COLUMNS = sql`line.id, line.framework_id, line.parent_id, line.position, line.depth, line.code, line.name, line.name_en,
  line.can_do, line.can_do_en, line.level, line.phases, line.tiers, line.offered, line.retired_at is not null as retired, line.version`;

/** All lines of a framework, each before those under it. */
export const selectTree = async (db: Db | Tx, frameworkId: number): Promise<Competence[]> =>
  (
    await sql<Competence>`with ${trees(sql`f.id = ${frameworkId}`)}
      select ${COLUMNS} from line order by line.path collate "C"`.execute(db)
  ).rows;

/** By what lines are found. */
export interface LineFilter {
  /** The code of a framework; null = of any. */
  framework: string | null;
  phase: Phase | null;
  tier: number | null;
  level: number | null;
}

/** Lines that are offered, framework by framework, each before those under it. */
export async function selectOffered(
  db: Db | Tx,
  filter: LineFilter & { after: { frameworkId: number; path: string } | null; limit: number },
): Promise<NamedRow[]> {
  const { framework, phase, tier, level, after, limit } = filter;
  const which = sql`f.state = 'active' and f.id >= ${after?.frameworkId ?? 0}
    ${framework === null ? sql`` : sql`and f.code = ${framework}`}`;
  const found = sql<NamedRow>`with ${trees(which)}
    select ${COLUMNS}, line.path, ${NAMED} as framework
    from line join competence_framework f on f.id = line.framework_id
    where line.offered
      ${phase === null ? sql`` : sql`and ${phase} = any(line.phases)`}
      ${tier === null ? sql`` : sql`and ${tier}::smallint = any(line.tiers)`}
      ${level === null ? sql`` : sql`and line.level = ${level}`}
      ${after === null ? sql`` : sql`and (line.framework_id, line.path collate "C") > (${after.frameworkId}::bigint, ${after.path})`}
    order by line.framework_id, line.path collate "C"
    limit ${limit + 1}`;
  return (await found.execute(db)).rows;
}

const NAMED = sql`jsonb_build_object('id', f.id, 'code', f.code, 'name', f.name, 'nameEn', f.name_en)`;

/** Lines by their ids, also those that are offered no longer. */
export async function selectNamed(db: Db | Tx, ids: readonly number[]): Promise<NamedRow[]> {
  if (ids.length === 0) return [];
  const asked = sql`${[...ids]}::bigint[]`;
  const which = sql`f.id in (select framework_id from competence where id = any(${asked}))`;
  const found = sql<NamedRow>`with ${trees(which)}
    select ${COLUMNS}, line.path, ${NAMED} as framework
    from line join competence_framework f on f.id = line.framework_id
    where line.id = any(${asked})
    order by line.framework_id, line.path collate "C"`;
  return (await found.execute(db)).rows;
}

/** How many lines of frameworks are offered while these are. */
export async function countLines(db: Db | Tx, frameworkIds: readonly number[]): Promise<Map<number, number>> {
  if (frameworkIds.length === 0) return new Map();
  const which = sql`f.id = any(${[...frameworkIds]}::bigint[])`;
  const { rows } = await sql<{ frameworkId: number; count: number }>`with ${trees(which)}
    select framework_id, count(*)::integer as count from line where offered group by framework_id`.execute(db);
  return new Map(rows.map(({ frameworkId, count }) => [frameworkId, count]));
}

/** The framework of a line. */
export const frameworkOfLine = async (db: Db | Tx, id: number): Promise<number | undefined> =>
  (await db.selectFrom('competence').select('frameworkId').where('id', '=', id).executeTakeFirst())?.frameworkId;

/** @returns its id */
export const insertLine = async (trx: Tx, row: Insertable<CompetenceTable>): Promise<number> =>
  (await trx.insertInto('competence').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateLine = async (trx: Tx, id: number, changes: Updateable<CompetenceTable>) =>
  trx
    .updateTable('competence')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** Puts a line where another stood: the others' words stay as they were read. */
export const placeLine = async (trx: Tx, id: number, position: number) =>
  trx.updateTable('competence').set({ position }).where('id', '=', id).execute();
