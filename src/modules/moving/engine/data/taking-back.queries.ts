import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { KEYLESS, KIND_OF, MADE, MADE_KINDS, markOf, PARTS, tableOf, type MadeKind } from './made-kinds.ts';

/** What is to be taken back: rows of one source that this run, or a later one, brought. */
export interface TakenFrom {
  source: string;
  runId: number;
}
/** A row that stands in the way, and why: it is not as it was left; or so many rows of another table point at it. */
export interface Hindrance {
  kind: MadeKind;
  id: number;
  label: string;
  /** null = the row itself was changed. */
  by: { table: string; rows: number } | null;
}

const since = ({ source, runId }: TakenFrom) => sql`source = ${source} and run_id >= ${runId}`;
const taken = (kind: MadeKind) => sql`(select id from moving_taken where kind = ${kind})`;

/** Lists what is to be taken back and is still there, for this transaction. */
export async function listTaken(trx: Tx, from: TakenFrom): Promise<void> {
  const kinds = Object.entries(KIND_OF).map(([table, kind]) => sql`(${table}::text, ${kind}::text)`);
  await sql`create temporary table moving_taken (kind text, id bigint, mark bigint, primary key (kind, id)) on commit drop`.execute(
    trx,
  );
  await sql`
    insert into moving_taken select kinds.kind, c.became_id, c.mark
    from slims_carried c join (values ${sql.join(kinds)}) kinds (told, kind) on kinds.told = c.table_name
    where ${since(from)} and c.mark is not null and c.became_id <> 0
    on conflict do nothing`.execute(trx);
  for (const kind of MADE_KINDS) {
    await sql`delete from moving_taken t where kind = ${kind}
      and not exists (select from ${tableOf(kind)} it where it.id = t.id)`.execute(trx);
  }
  await sql`analyze moving_taken`.execute(trx);
}

/**
 * Holds them all until the transaction ends: nothing can be made to point at them, and nobody changes them. In the one order of locks: what only one
 * module knows, members, copies, records, then what hangs on these.
 */
export async function lockTaken(trx: Tx, kinds: readonly MadeKind[]): Promise<void> {
  for (const kind of kinds) {
    await sql`select count(*) from (
      select it.id from ${tableOf(kind)} it where it.id in ${taken(kind)} order by it.id for update
    ) held`.execute(trx);
  }
}

/** How many rows of each kind are to be taken back. */
export async function countTaken(trx: Tx): Promise<Map<MadeKind, number>> {
  const { rows } = await sql<{ kind: MadeKind; count: number }>`
    select kind, count(*)::int as count from moving_taken group by kind`.execute(trx);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** Is anything remembered of these runs? */
export async function isRemembered(trx: Tx, from: TakenFrom): Promise<boolean> {
  const { rows } = await sql`select 1 from slims_carried where ${since(from)} limit 1`.execute(trx);
  return rows.length > 0;
}

/** How many rows that came before these runs were brought up to date by them, or got a picture: that cannot be turned back. */
export async function countFollowed(trx: Tx, from: TakenFrom): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from slims_carried c where source = ${from.source} and (
      (followed_by >= ${from.runId} and became_id <> 0 and (run_id is null or run_id < ${from.runId}))
      or (run_id >= ${from.runId} and became_id <> 0 and (
        (table_name = 'biblio_image' and became_id not in ${taken('title')} and exists (select from bib where bib.id = c.became_id))
        or (table_name = 'member_image' and became_id not in ${taken('member')} and exists (select from member where member.id = c.became_id))
      ))
    )`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Rows of a kind that are not as the migration left them. */
export async function selectChanged(trx: Tx, kind: MadeKind): Promise<Hindrance[]> {
  const { rows } = await sql<{ id: number; label: string }>`
    select it.id, ${sql.raw(MADE[kind].label)} as label from ${tableOf(kind)} it join moving_taken t on t.kind = ${kind} and t.id = it.id
    where t.mark is distinct from ${markOf(kind)} order by it.id`.execute(trx);
  return rows.map(({ id, label }) => ({ kind, id, label, by: null }));
}

/** A column that points at rows of a kind. */
export interface Pointer {
  table: string;
  column: string;
  kind: MadeKind;
  isList?: boolean;
}

/** Every column that points at rows of these kinds: by its key, or as it is written down. */
export async function selectPointers(db: Db | Tx): Promise<Pointer[]> {
  const { rows } = await sql<{ table: string; column: string; target: string }>`
    select distinct c.conrelid::regclass::text as "table", a.attname as "column", c.confrelid::regclass::text as target
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[array_position(c.conkey, a.attnum)] and b.attname = 'id'
    where c.contype = 'f' order by 1, 2`.execute(db);
  const kindAt = new Map(MADE_KINDS.map((kind) => [MADE[kind].table, kind]));
  const keyed = rows.flatMap(({ table, column, target }): Pointer[] => {
    const kind = kindAt.get(target);
    return kind ? [{ table, column, kind }] : [];
  });
  return [...keyed, ...KEYLESS];
}

/** Whether a row that points goes along: it is taken back itself, or belongs to what is. */
function goesAlong(table: string): RawBuilder<boolean> {
  const kind = MADE_KINDS.find((one) => MADE[one].table === table);
  if (kind) return sql<boolean>`p.id in ${taken(kind)}`;
  const owners = Object.entries(PARTS[table] ?? {});
  if (owners.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    owners.map(([column, owner]) => sql`${sql.ref(`p.${column}`)} in ${taken(owner)}`),
    sql` and `,
  )})`;
}

const pointing = ({ table, column, kind, isList }: Pointer) => {
  const at = sql.ref(`p.${column}`);
  const joined = isList
    ? sql`join moving_taken t on t.kind = ${kind} and t.id = any(${at})`
    : sql`join moving_taken t on t.kind = ${kind} and t.id = ${at}`;
  return sql`from ${sql.table(table)} p ${joined} where not ${goesAlong(table)}`;
};

/** Rows that something points at which does not go along. */
export async function selectPointedAt(trx: Tx, pointer: Pointer): Promise<Hindrance[]> {
  const { kind, table } = pointer;
  const { rows } = await sql<{ id: number; label: string; count: number }>`
    select it.id, ${sql.raw(MADE[kind].label)} as label, found.count
    from (select t.id, count(*)::int as count ${pointing(pointer)} group by t.id) found
    join ${tableOf(kind)} it on it.id = found.id order by it.id`.execute(trx);
  return rows.map(({ id, label, count }) => ({ kind, id, label, by: { table, rows: count } }));
}

/** Categories that are no longer the migration's alone stay, and their rules of lending with them: people here borrow by these. */
export async function leaveUsedCategories(trx: Tx, pointers: readonly Pointer[]): Promise<void> {
  const left: number[] = [];
  for (const pointer of pointers.filter(({ kind }) => kind === 'category')) {
    const { rows } = await sql<{ id: number }>`delete from moving_taken where kind = 'category'
      and id in (select t.id ${pointing(pointer)}) returning id`.execute(trx);
    left.push(...rows.map(({ id }) => id));
  }
  const { rows } = await sql<{ id: number }>`delete from moving_taken t using ${tableOf('category')} it
    where t.kind = 'category' and it.id = t.id and t.mark is distinct from ${markOf('category')} returning t.id`.execute(
    trx,
  );
  left.push(...rows.map(({ id }) => id));
  await sql`delete from moving_taken t using ${tableOf('policy')} it
    where t.kind = 'policy' and it.id = t.id and it.category_id = any(${left}::bigint[])`.execute(trx);
}

/** The next ones of a kind, in their order. */
export async function nextTaken(trx: Tx, kind: MadeKind, afterId: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from moving_taken where kind = ${kind} and id > ${afterId} order by id limit ${limit}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** What their loans mean for records and copies that stay: how often these were lent by them, and which are out by them. */
export async function selectLendingThatStays(trx: Tx): Promise<{ loansOfBib: Map<number, number>; itemsIn: number[] }> {
  const { rows } = await sql<{ bibId: number; loans: number; out: number[] }>`
    select item.bib_id, count(*)::int as loans,
      coalesce(json_agg(item.id) filter (where loan.status in ('open', 'claimed_returned')), '[]') as out
    from loan join item on item.id = loan.item_id
    where loan.id in ${taken('loan')} and item.id not in ${taken('copy')}
    group by item.bib_id`.execute(trx);
  return {
    loansOfBib: new Map(rows.map(({ bibId, loans }) => [bibId, loans])),
    itemsIn: rows.flatMap(({ out }) => out),
  };
}

/** They are remembered no more, so that the same dump brings them anew. Of whoever was erased here it stays known that they must not come again. */
export async function forgetTaken(trx: Tx, from: TakenFrom): Promise<void> {
  await sql`delete from slims_carried where ${since(from)} and became_id <> 0`.execute(trx);
  await sql`update slims_carried set run_id = null, followed_by = null where ${since(from)}`.execute(trx);
}
