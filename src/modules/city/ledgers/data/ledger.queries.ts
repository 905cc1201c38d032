import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { GivenCell } from '../rules/given.ts';
import type { ProgramYear } from '../rules/reached.ts';

/** Of whom, and of which days, both included; `start` and `end` are their instants. */
export interface Asked {
  partnerIds: readonly number[];
  from: LocalDate;
  until: LocalDate;
  start: Date;
  end: Date;
  zone: string;
}

const idsOf = ({ partnerIds }: Pick<Asked, 'partnerIds'>) => sql`any(${[...partnerIds]}::bigint[])`;

/** What was received, on the day on which it began; the copies of a gift, once it is decided of every book of it. */
export async function selectGiven(db: Db, asked: Asked): Promise<GivenCell[]> {
  const { rows } = await sql<GivenCell>`
    select kind, rule, unit, count(*)::integer as n, coalesce(sum(value), 0)::bigint as value,
      coalesce(sum(quantity), 0)::bigint as quantity
    from (select kind, valued_by as rule, value, case when donation_id is null then unit else 'copies' end as unit,
        case when donation_id is null then quantity
          else (select case when bool_and(accepted is not null) then sum(accepted) end from donation_book book where book.donation_id = contribution.donation_id) end as quantity
      from contribution
      where partner_id = ${idsOf(asked)} and state = 'received' and from_on between ${asked.from} and ${asked.until}) came
    group by kind, rule, unit`.execute(db);
  return rows;
}

/** The first day on which something of a partner was received; null: nothing was. */
export async function findFirstGiven(db: Db, partnerId: number): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`
    select min(from_on)::text as day from contribution where partner_id = ${partnerId} and state = 'received'`.execute(
    db,
  );
  return rows[0]?.day ?? null;
}

/** Partners who gave something of a value in the time. */
export async function countGivers(db: Db, asked: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct partner_id)::integer as count from contribution
    where partner_id = ${idsOf(asked)} and state = 'received' and value > 0
      and from_on between ${asked.from} and ${asked.until}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Programmes to which they are tied and that everybody saw, each once; what was called off was none. */
const tiedPrograms = (asked: Asked) => sql`
  select distinct p.id from partner_tie t join program p on p.id = t.program_id
  where t.partner_id = ${idsOf(asked)} and not p.is_template and p.state in ('published', 'running', 'closed', 'archived')`;

/** Who came to those programmes, by year. A participant whose name is forgotten still came. */
export async function selectProgramYears(db: Db, asked: Asked): Promise<ProgramYear[]> {
  const { rows } = await sql<ProgramYear>`
    with held as (
      select s.id, s.program_id, s.ends_at, (s.starts_at at time zone ${asked.zone})::date as on_day
      from (${tiedPrograms(asked)}) tied join program_session s on s.program_id = tied.id
    ), came as (
      select program_id, year, sum(people)::integer as people from (
        select distinct held.program_id, date_trunc('year', held.on_day) as year, e.id, e.people
        from held join program_attendance a on a.session_id = held.id join program_enrolment e on e.id = a.enrolment_id
      ) each_once group by program_id, year
    )
    select held.program_id, min(held.on_day)::text as first_on, max(held.on_day)::text as last_on, max(held.ends_at) as ends_at,
      coalesce(max(came.people), 0) as people
    from held left join came on came.program_id = held.program_id and came.year = date_trunc('year', held.on_day)
    group by held.program_id, date_trunc('year', held.on_day)`.execute(db);
  return rows;
}

/** Their sessions that are over, in the time. */
export async function countSessions(db: Db, asked: Asked, now: Date): Promise<{ programs: number; sessions: number }> {
  const { rows } = await sql<{ programs: number; sessions: number }>`
    select count(distinct s.program_id)::integer as programs, count(*)::integer as sessions
    from (${tiedPrograms(asked)}) tied join program_session s on s.program_id = tied.id
    where s.starts_at >= ${asked.start} and s.starts_at < ${asked.end} and s.ends_at <= ${now}`.execute(db);
  return rows[0] ?? { programs: 0, sessions: 0 };
}

/** A course to which they are tied. */
export interface TiedCourse {
  id: number;
  title: string;
  titleEn: string;
}

/** Courses that everybody saw, each once. */
export async function selectTiedCourses(db: Db, asked: Pick<Asked, 'partnerIds'>): Promise<TiedCourse[]> {
  const { rows } = await sql<TiedCourse>`
    select c.id, c.title, c.title_en from course c
    where c.was_shown and c.id in (select t.course_id from partner_tie t where t.partner_id = ${idsOf(asked)})
    order by c.title, c.id`.execute(db);
  return rows;
}

/** Given books and their loans. */
export interface GivenBooks {
  /** Copies that came by their gifts until the end of the time. */
  copies: number;
  /** Those of them that came within it. */
  came: number;
  /** Those of them that were lent within it, and how often. */
  lent: number;
  loans: number;
}

/** A gift counts once, whoever noted it; a loan whose reader is forgotten is a loan. */
export async function countGivenBooks(db: Db, asked: Asked): Promise<GivenBooks> {
  const { rows } = await sql<GivenBooks>`
    with given as (
      select item.item_id, bool_or(c.from_on >= ${asked.from}) as is_new
      from contribution c join donation_book book on book.donation_id = c.donation_id
      join donation_item item on item.book_id = book.id
      where c.partner_id = ${idsOf(asked)} and c.state = 'received' and c.from_on <= ${asked.until}
      group by item.item_id
    ), used as (
      select loan.item_id, count(*) as n from given join loan on loan.item_id = given.item_id
      where loan.loaned_at >= ${asked.start} and loan.loaned_at < ${asked.end} group by loan.item_id
    )
    select count(*)::integer as copies, (count(*) filter (where is_new))::integer as came,
      count(used.item_id)::integer as lent, coalesce(sum(used.n), 0)::integer as loans
    from given left join used on used.item_id = given.item_id`.execute(db);
  return rows[0] ?? { copies: 0, came: 0, lent: 0, loans: 0 };
}

/** Action plans that everybody may see: all that were begun until the end of the time, and those that became real within it. */
export async function countPlans(db: Db, asked: Asked): Promise<{ begun: number; done: number }> {
  const { rows } = await sql<{ begun: number; done: number }>`
    select count(*)::integer as begun,
      (count(*) filter (where plan.status = 'done' and plan.ended_at >= ${asked.start} and plan.ended_at < ${asked.end}))::integer as done
    from action_plan plan join (${tiedPrograms(asked)}) tied on tied.id = plan.program_id
    where plan.is_public and plan.committed_at < ${asked.end}`.execute(db);
  return rows[0] ?? { begun: 0, done: 0 };
}

/** Hours that volunteers gave in the time, and how many they were; those of partners, or all of them. */
export async function countVolunteerHours(
  db: Db,
  { start, end }: Pick<Asked, 'start' | 'end'>,
  of: Pick<Asked, 'partnerIds'> | 'all',
): Promise<{ hours: number; people: number }> {
  const theirs = of === 'all' ? sql`` : sql`and partner_id = ${idsOf(of)}`;
  const { rows } = await sql<{ hours: number; people: number }>`
    select floor(coalesce(sum(extract(epoch from left_at - came_at)), 0) / 3600)::integer as hours,
      count(distinct volunteer_id)::integer as people
    from volunteer_place where left_at is not null and came_at >= ${start} and came_at < ${end} ${theirs}`.execute(db);
  return rows[0] ?? { hours: 0, people: 0 };
}

/** A session that is still to come of a programme to which a partner is tied. */
export interface ComingSession {
  id: number;
  programId: number;
  title: string;
  startsAt: Date;
  library: string;
}

/** Sessions ahead of programmes that everybody sees, the next first. */
export async function selectComing(
  db: Db,
  { partnerId, now, limit }: { partnerId: number; now: Date; limit: number },
): Promise<ComingSession[]> {
  const { rows } = await sql<ComingSession>`
    select s.id, p.id as program_id, p.title, s.starts_at, library.name as library
    from program p join program_session s on s.program_id = p.id join library on library.id = p.library_id
    where not p.is_template and p.state in ('published', 'running') and s.starts_at > ${now}
      and p.id in (select t.program_id from partner_tie t where t.partner_id = ${partnerId})
    order by s.starts_at, s.id limit ${limit}`.execute(db);
  return rows;
}
