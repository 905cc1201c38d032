import { sql, type RawBuilder } from 'kysely';
import { wordOn } from '#modules/ground/day-notes';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { OddKind } from '../client.ts';

/** One process judges a kind at a time; another waits, and finds it judged. */
export async function lockKind(trx: Tx, kind: OddKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('odd_days'), hashtext(${kind}))`.execute(trx);
}

/** Which count of a kind was looked at last; null = none. */
export async function countSeen(db: Db | Tx, kind: OddKind): Promise<Date | null> {
  const row = await db.selectFrom('oddDayProgress').select('countedAt').where('kind', '=', kind).executeTakeFirst();
  return row?.countedAt ?? null;
}

export async function saveSeen(trx: Tx, kind: OddKind, countedAt: Date): Promise<void> {
  await trx
    .insertInto('oddDayProgress')
    .values({ kind, countedAt })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet({ countedAt }))
    .execute();
}

export interface FoundDay {
  libraryId: number;
  day: LocalDate;
  n: number;
  usual: number;
}

/** What stands of a kind from a day on becomes what was found: added, corrected, taken away. */
export async function writeFound(
  trx: Tx,
  { kind, from, at }: { kind: OddKind; from: LocalDate; at: Date },
  found: readonly FoundDay[],
): Promise<void> {
  await sql`
    with found as (
      select * from unnest(${found.map((one) => one.libraryId)}::bigint[], ${found.map((one) => one.day)}::date[],
        ${found.map((one) => one.n)}::bigint[], ${found.map((one) => one.usual)}::bigint[]) as found (library_id, day, n, usual)
    ),
    gone as (
      delete from odd_day where kind = ${kind} and day >= ${from}::date
        and not exists (select from found where found.library_id = odd_day.library_id and found.day = odd_day.day)
    )
    insert into odd_day (kind, library_id, day, n, usual, found_at)
    select ${kind}, library_id, day, n, usual, ${at} from found
    on conflict (kind, library_id, day) do update set n = excluded.n, usual = excluded.usual
      where (odd_day.n, odd_day.usual) is distinct from (excluded.n, excluded.usual)`.execute(trx);
}

const word = wordOn({ day: 'odd_day.day', libraryId: 'odd_day.library_id' });
const at = (libraryIds: readonly number[] | null): RawBuilder<unknown> =>
  libraryIds === null ? sql`true` : sql`odd_day.library_id = any(${[...libraryIds]}::bigint[])`;

/** A day that is far from its usual, as it is listed. */
export interface OddDayListed extends FoundDay {
  id: number;
  kind: OddKind;
  /** What somebody wrote of that day; null = nobody did. */
  word: string | null;
}

export interface OddDaysWanted {
  from: LocalDate;
  to: LocalDate;
  /** null = all. */
  libraryIds: readonly number[] | null;
  kind: OddKind | null;
  /** Those of which somebody wrote something too. */
  explained: boolean;
}

/** The latest first. */
export async function selectOddDays(
  db: Db,
  { from, to, libraryIds, kind, explained }: OddDaysWanted,
  { after, limit }: { after: { day: LocalDate; id: number } | null; limit: number },
): Promise<OddDayListed[]> {
  const { rows } = await sql<OddDayListed>`
    select id, kind, library_id, day::text as day, n::float8 as n, usual::float8 as usual, ${word} as word
    from odd_day
    where day between ${from}::date and ${to}::date and ${at(libraryIds)}
      and ${kind === null ? sql`true` : sql`kind = ${kind}`}
      and ${explained ? sql`true` : sql`${word} is null`}
      and ${after ? sql`(day, id) < (${after.day}::date, ${after.id})` : sql`true`}
    order by odd_day.day desc, odd_day.id desc limit ${limit}`.execute(db);
  return rows;
}

/** How many days wait for a word from a day on, and since when the one that waits longest. */
export async function countWaiting(
  db: Db,
  libraryIds: readonly number[] | null,
  from: LocalDate,
): Promise<{ count: number; since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::integer as count, min(found_at) as since from odd_day
    where day >= ${from}::date and ${at(libraryIds)} and ${word} is null`.execute(db);
  return rows[0] ?? { count: 0, since: null };
}

/** How many days of some kinds, each at its libraries, have no word. */
export async function countOf(
  db: Db,
  { from, to, of }: { from: LocalDate; to: LocalDate; of: readonly { kind: OddKind; libraryIds: readonly number[] }[] },
): Promise<number> {
  if (of.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from odd_day
    where day between ${from}::date and ${to}::date and ${word} is null
      and (${sql.join(
        of.map(({ kind, libraryIds }) => sql`kind = ${kind} and ${at(libraryIds)}`),
        sql` or `,
      )})`.execute(db);
  return rows[0]?.count ?? 0;
}
