import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { addDays, addMonths, type LocalDate } from '#shared/dates';
import type { TimeSpan } from '#shared/time-span';
import type { PeriodStep } from '../rules/periods.ts';

export interface FiguresFilter {
  libraryIds: readonly number[];
  from: LocalDate;
  to: LocalDate;
  step: PeriodStep;
}

/** One figure: of which cut (a column of the query), of which value, how many people. */
export interface FigureRow {
  cut: string;
  key: string | null;
  weekday: number | null;
  people: number;
}

const PATTERN: Record<PeriodStep, string> = { day: 'YYYY-MM-DD', month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' };

/** Visits of some days, each day that of its library's own clock; the span of instants around them lets the index find them. */
const seen = ({ libraryIds, from, to }: Omit<FiguresFilter, 'step'>) => sql`
  select v.*, library.code as library, v.at at time zone library.time_zone as local
  from visit v join library on library.id = v.library_id
  where v.library_id = any(${[...libraryIds]}::bigint[])
    and v.at >= ${from}::date - interval '1 day' and v.at < ${to}::date + interval '2 days'
    and (v.at at time zone library.time_zone)::date between ${from}::date and ${to}::date`;

/** All cuts of things at once; a group is counted by its heads. */
export async function selectFigures(db: Db, filter: FiguresFilter): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    with seen as (${seen(filter)}),
    part as (
      select to_char(local, ${PATTERN[filter.step]}) as period, library, kind, purpose,
        extract(isodow from local)::integer as weekday, extract(hour from local)::integer as hour, people
      from seen
    )
    select case
        when grouping(period) = 0 then 'period' when grouping(library) = 0 then 'library'
        when grouping(kind) = 0 then 'kind' when grouping(purpose) = 0 then 'purpose' else 'hour'
      end as cut,
      coalesce(period, library, kind, purpose, hour::text) as key, weekday, sum(people)::integer as people
    from part
    group by grouping sets ((period), (library), (kind), (purpose), (weekday, hour))
    order by people desc, key`.execute(db);
  return rows;
}

/** So many wheelchairs came to each library in each month from one first day to another (of the months), without the sums of none. */
export async function selectWheelchairs(
  db: Db,
  { libraryIds, from, to }: Omit<FiguresFilter, 'step'>,
): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select sum(wheelchairs)::integer as n
    from (${seen({ libraryIds, from, to: addDays(addMonths(to, 1), -1) })}) seen
    group by library_id, to_char(local, ${PATTERN.month}) having sum(wheelchairs) > 0`.execute(db);
  return rows.map(({ n }) => n);
}

/** What is not a cut of people: how many groups, visits whose leaving is known, and what the gates counted. */
export async function selectOthers(db: Db, filter: FiguresFilter) {
  const { rows } = await sql<{ groups: number; left: number; minutes: number | null }>`
    select count(*) filter (where kind = 'group')::integer as groups, count(left_at)::integer as left, round(avg(extract(epoch from left_at - at) / 60))::integer as minutes
    from (${seen(filter)}) seen`.execute(db);
  const gates = await sql<{ library: string; gate: string; cameIn: number; wentOut: number }>`
    select library.code as library, gate, sum(came_in)::integer as came_in, sum(went_out)::integer as went_out
    from gate_count join library on library.id = gate_count.library_id
    where library_id = any(${[...filter.libraryIds]}::bigint[])
      and (counted_at at time zone library.time_zone)::date between ${filter.from}::date and ${filter.to}::date
    group by library.code, gate order by library.code, gate`.execute(db);
  return { ...(rows[0] ?? { groups: 0, left: 0, minutes: null }), gates: gates.rows };
}

/**
 * How many people came to libraries in some days, both included, and how many of them on Saturdays; by library. The caller answers for who may
 * know.
 */
export async function countVisitors(
  db: Db | Tx,
  filter: Omit<FiguresFilter, 'step'>,
): Promise<Map<number, { people: number; onSaturdays: number }>> {
  const { rows } = await sql<{ libraryId: number; people: number; onSaturdays: number }>`
    select library_id, sum(people)::integer as people,
      coalesce(sum(people) filter (where extract(isodow from local) = 6), 0)::integer as on_saturdays
    from (${seen(filter)}) seen group by library_id`.execute(db);
  return new Map(rows.map(({ libraryId, people, onSaturdays }) => [libraryId, { people, onSaturdays }]));
}

/** How many people came to a library within some times, in their order. */
export async function countWithin(db: Db, libraryId: number, spans: readonly TimeSpan[]): Promise<number[]> {
  if (spans.length === 0) return [];
  const { rows } = await sql<{ people: number }>`
    select (select coalesce(sum(people), 0) from visit
      where library_id = ${libraryId} and at >= span.since and at < span.until)::integer as people
    from unnest(${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ to }) => to)}::timestamptz[])
      with ordinality as span (since, until, nth)
    order by nth`.execute(db);
  return rows.map(({ people }) => people);
}
