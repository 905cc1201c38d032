import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramEnrolment } from '#platform/database/db-types';
import type { EnrolmentStatus, ProgramState } from '../client.ts';

export interface EnrolmentRow {
  id: number;
  programId: number;
  /** Null for guests, and once it is forgotten who it was. */
  memberId: number | null;
  memberNumber: string | null;
  /** The home library of the member, by which a desk may or may not see who it is. */
  homeLibraryId: number | null;
  /** Of the member, or as a guest wrote it. */
  name: string;
  contact: string;
  placedByMemberId: number | null;
  language: 'id' | 'en';
  libraryId: number | null;
  libraryName: string | null;
  institution: string;
  people: number;
  answers: Record<string, string>;
  guardianName: string;
  guardianConsentAt: Date | null;
  ticket: string;
  status: EnrolmentStatus;
  walkIn: boolean;
  placedAt: Date;
  queueNo: number | null;
  /** 1 = next; null when not in the queue. */
  position: number | null;
  offerEndsAt: Date | null;
}

const enrolments = (where: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql<EnrolmentRow>`
  select e.id, e.program_id, e.member_id, m.number as member_number, m.home_library_id, coalesce(m.full_name, e.name) as name,
    e.contact, e.placed_by_member_id, e.language, e.library_id, l.name as library_name, e.institution, e.people, e.answers,
    e.guardian_name, e.guardian_consent_at, e.ticket, e.status, e.walk_in, e.placed_at, e.queue_no,
    case when e.status = 'waitlisted' then (select count(*)::int from program_enrolment q
      where q.program_id = e.program_id and q.status = 'waitlisted' and q.queue_no <= e.queue_no) end as position,
    e.offer_ends_at
  from program_enrolment e left join member m on m.id = e.member_id left join library l on l.id = e.library_id
  where ${where} order by ${order}`;

export async function selectEnrolments(
  db: Db | Tx,
  programId: number,
  statuses?: readonly EnrolmentStatus[],
): Promise<EnrolmentRow[]> {
  const wanted = statuses
    ? sql`e.program_id = ${programId} and e.status = any(${statuses})`
    : sql`e.program_id = ${programId}`;
  return (await enrolments(wanted, sql`lower(coalesce(m.full_name, e.name)), e.id`).execute(db)).rows;
}

export async function selectEnrolment(db: Db | Tx, id: number): Promise<EnrolmentRow | undefined> {
  return (await enrolments(sql`e.id = ${id}`, sql`e.id`).execute(db)).rows[0];
}

export async function selectByTicket(db: Db | Tx, ticket: string): Promise<EnrolmentRow | undefined> {
  return (await enrolments(sql`e.ticket = ${ticket}`, sql`e.id`).execute(db)).rows[0];
}

/** The live enrolments of guests who left this e-mail address or telephone number. */
export async function selectOfContact(trx: Tx, programId: number, contact: string): Promise<EnrolmentRow[]> {
  const where = sql`e.program_id = ${programId} and e.member_id is null and e.placed_by_member_id is null
    and lower(e.contact) = ${contact} and e.ended_at is null`;
  return (await enrolments(where, sql`e.id`).execute(trx)).rows;
}

/** The live enrolment of a member in a programme. */
export async function selectOfMemberIn(
  db: Db | Tx,
  programId: number,
  memberId: number,
): Promise<EnrolmentRow | undefined> {
  const where = sql`e.program_id = ${programId} and e.member_id = ${memberId} and e.ended_at is null`;
  return (await enrolments(where, sql`e.id`).execute(db)).rows[0];
}

/** The live enrolment of a card in a programme. */
export async function selectByMemberNumber(
  db: Db | Tx,
  programId: number,
  number: string,
): Promise<EnrolmentRow | undefined> {
  const where = sql`e.program_id = ${programId} and m.number = ${number} and e.ended_at is null`;
  return (await enrolments(where, sql`e.id`).execute(db)).rows[0];
}

/** What a member has enrolled in, themselves or for somebody, and whose programme is not over; the next first. */
export async function selectOwn(
  db: Db | Tx,
  memberId: number,
  now: Date,
): Promise<
  (EnrolmentRow & {
    title: string;
    slug: string;
    programState: ProgramState;
    startsAt: Date | null;
    /** The session to come or under way; null: there is none any more. */
    nextAt: Date | null;
    timeZone: string;
  })[]
> {
  const query = sql<
    EnrolmentRow & {
      title: string;
      slug: string;
      programState: ProgramState;
      startsAt: Date | null;
      nextAt: Date | null;
      timeZone: string;
    }
  >`
    select own.*, p.title, p.slug, p.state as program_state, host.time_zone,
      (select min(s.starts_at) from program_session s where s.program_id = p.id) as starts_at,
      (select min(s.starts_at) from program_session s where s.program_id = p.id and s.ends_at > ${now}) as next_at
    from (${enrolments(
      sql`(e.member_id = ${memberId} or e.placed_by_member_id = ${memberId}) and e.ended_at is null`,
      sql`e.id`,
    )}) own
    join program p on p.id = own.program_id join library host on host.id = p.library_id
    where p.state <> 'archived' order by next_at nulls last, starts_at nulls last, own.id`;
  return (await query.execute(db)).rows;
}

export async function insertEnrolment(trx: Tx, row: Insertable<ProgramEnrolment>): Promise<number> {
  const { id } = await trx.insertInto('programEnrolment').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The next place in the queue of a programme that is locked. */
export async function nextQueueNo(trx: Tx, programId: number): Promise<number> {
  const query = sql<{ next: number }>`select coalesce(max(queue_no), 0) + 1 as next from program_enrolment
    where program_id = ${programId}`;
  return (await query.execute(trx)).rows[0]?.next ?? 1;
}

export async function selectHeadOfQueue(
  trx: Tx,
  programId: number,
): Promise<{ id: number; people: number } | undefined> {
  return trx
    .selectFrom('programEnrolment')
    .select(['id', 'people'])
    .where('programId', '=', programId)
    .where('status', '=', 'waitlisted')
    .orderBy('queueNo')
    .limit(1)
    .executeTakeFirst();
}

export interface StatusChange {
  status: EnrolmentStatus;
  offerEndsAt?: Date;
  queueNo?: number;
  queuedAt?: Date;
  endedAt?: Date;
}
export async function setStatus(trx: Tx, id: number, change: StatusChange): Promise<void> {
  await trx
    .updateTable('programEnrolment')
    .set({ offerEndsAt: null, endedAt: null, ...change })
    .where('id', '=', id)
    .execute();
}

/** No offer of a programme lasts beyond this instant. */
export async function endOffersBy(trx: Tx, programId: number, limit: Date): Promise<void> {
  await trx
    .updateTable('programEnrolment')
    .set({ offerEndsAt: limit })
    .where('programId', '=', programId)
    .where('status', '=', 'offered')
    .where('offerEndsAt', '>', limit)
    .execute();
}

export async function selectProgramsWithEndedOffers(db: Db | Tx, now: Date, limit: number): Promise<number[]> {
  const query = sql<{ programId: number }>`select distinct program_id from program_enrolment
    where status = 'offered' and offer_ends_at <= ${now} order by program_id limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.programId);
}

export async function selectEndedOffers(trx: Tx, programId: number, now: Date): Promise<EnrolmentRow[]> {
  const where = sql`e.program_id = ${programId} and e.status = 'offered' and e.offer_ends_at <= ${now}`;
  return (await enrolments(where, sql`e.queue_no`).execute(trx)).rows;
}

/** Has somebody a live enrolment in a programme: a member, a child by name, or a guest by name and address? */
export async function isEnrolled(
  db: Db | Tx,
  programId: number,
  who: { memberId: number | null; placedByMemberId: number | null; name: string; contact: string },
): Promise<boolean> {
  const { memberId, placedByMemberId, name, contact } = who;
  if (memberId === null && placedByMemberId === null && contact === '') return false;
  const same =
    memberId !== null
      ? sql`member_id = ${memberId}`
      : placedByMemberId !== null
        ? sql`member_id is null and placed_by_member_id = ${placedByMemberId} and lower(name) = lower(${name})`
        : sql`member_id is null and lower(contact) = lower(${contact}) and lower(name) = lower(${name})`;
  const query = sql`select 1 from program_enrolment where program_id = ${programId} and ended_at is null and ${same} limit 1`;
  return (await query.execute(db)).rows.length > 0;
}
