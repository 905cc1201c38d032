import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { FactSpan } from '#platform/facts';
import { AGE_GROUPS } from '#shared/age-groups';
import type { LocalDate } from '#shared/dates';

const firsts = sql`array[${sql.join(AGE_GROUPS.map((first) => sql.lit(first)))}]`;
/** The age group on the day of joining, as loans have it of the day of lending; of `member`. */
const ageGroup = sql`(${firsts}::smallint[])[width_bucket(
  extract(year from age(member.joined_on, member.birth_date)), ${firsts}::numeric[])]`;

/** Who joined, at the library where they are members now: where it was on that day is written nowhere. */
export const membersJoined = ({ from, to }: FactSpan) => sql`
  select member.home_library_id as library_id, null::timestamptz as at, member.joined_on as on_day, 1 as n,
    member.kind as member_kind, member.id as person, member_category.code as category, ${ageGroup}::text as age, member.sex,
    member.kelurahan
  from member join member_category on member_category.id = member.category_id
  where member.joined_on between ${from}::date and ${to}::date`;

/** Cards that were good through a day and were not made good for longer since. An erasure leaves that day, so it takes nobody away. */
export const membershipsEnded = ({ from, to }: FactSpan) => sql`
  select member.home_library_id as library_id, null::timestamptz as at, member.expires_on as on_day, 1 as n,
    member.kind as member_kind
  from member
  where member.expires_on between ${from}::date and ${to}::date`;

/** How many joined a library in some days, both included, whether or not they are members still; for each span, in their order. */
export async function countJoined(
  db: Db | Tx,
  spans: readonly { libraryId: number; from: LocalDate; to: LocalDate }[],
): Promise<number[]> {
  if (spans.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from member m
      where m.home_library_id = span.library_id and m.joined_on between span.first_on and span.last_on) as count
    from unnest(${spans.map(({ libraryId }) => libraryId)}::bigint[], ${spans.map(({ from }) => from)}::date[],
      ${spans.map(({ to }) => to)}::date[]) with ordinality as span (library_id, first_on, last_on, nth)
    order by nth`.execute(db);
  return rows.map(({ count }) => count);
}

/**
 * How many members of libraries had a card that held on a day, by library: joined by then, not run out, not left since. The caller answers for
 * who may know.
 */
export async function countValid(
  db: Db | Tx,
  { libraryIds, day }: { libraryIds: readonly number[]; day: LocalDate },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ libraryId: number; people: number }>`
    select home_library_id as library_id, count(*)::integer as people from member
    where home_library_id = any(${[...libraryIds]}::bigint[]) and status = 'active' and erased_at is null
      and joined_on <= ${day}::date and (expires_on is null or expires_on >= ${day}::date)
    group by home_library_id`.execute(db);
  return new Map(rows.map(({ libraryId, people }) => [libraryId, people]));
}
