import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Placement } from '../client.ts';

/** A participant who can be reached: as a member, or by an address that they left. */
export interface Reached {
  enrolmentId: number;
  /** Whom it is told: the member, or the member who enrolled somebody without a card. */
  memberId: number | null;
  /** The member answers with their own card; everybody else with a key that they are sent. */
  ownCard: boolean;
  name: string;
  /** E-mail address, or telephone number in international form. */
  contact: string;
  language: 'id' | 'en';
  ticket: string;
}

const REACHED = sql`e.id as enrolment_id, coalesce(e.placed_by_member_id, e.member_id) as member_id,
  e.member_id is not null and e.placed_by_member_id is null as own_card, coalesce(m.full_name, e.name) as name,
  e.contact, e.language, e.ticket
  from program_enrolment e left join member m on m.id = e.member_id`;
const REACHABLE = sql`e.status = 'confirmed'
  and (coalesce(e.placed_by_member_id, e.member_id) is not null or e.contact <> '')`;
/** By itself: what a person has to tell would show that person who has not answered. */
const REACHED_BY_ITSELF = sql`(coalesce(e.placed_by_member_id, e.member_id) is not null or e.contact like '%@%')`;

type Asked = Pick<Placement, 'id' | 'role' | 'audience'> & { programId: number; sessionId: number | null };
const onlyMembers = ({ audience }: Pick<Placement, 'audience'>) =>
  sql`(${audience !== 'members'} or (e.member_id is not null and e.placed_by_member_id is null))`;

/**
 * Who may answer and was not told so: before a programme whoever has a seat, after it whoever came (to the session, where it is about one).
 * Where nobody was counted, whoever had a seat, once it is over.
 */
export async function selectNotTold(trx: Tx, placement: Asked, now: Date): Promise<Reached[]> {
  const { id, role, programId, sessionId } = placement;
  const fromTheStart = role === 'pre' || role === 'survey';
  const query = sql<Reached>`
    with scope as (
      select s.id, s.ends_at from program_session s
      where s.program_id = ${programId} and (${sessionId}::bigint is null or s.id = ${sessionId}::bigint)
    ), came as (
      select distinct a.enrolment_id from program_attendance a join scope on scope.id = a.session_id
    )
    select ${REACHED}
    where e.program_id = ${programId} and ${REACHABLE} and ${onlyMembers(placement)}
      and (${fromTheStart} or e.id in (select enrolment_id from came)
        or (not exists (select from came) and (select max(ends_at) from scope) <= ${now}))
      and not exists (select from questionnaire_told t where t.placement_id = ${id} and t.enrolment_id = e.id)
    order by e.id`;
  return (await query.execute(trx)).rows;
}

/** Who was told, and can be reminded without anybody between. @param only.lateOnly whoever has not answered */
export async function selectToldAndReached(
  trx: Tx,
  placement: Pick<Asked, 'id' | 'audience'>,
  { lateOnly }: { lateOnly: boolean },
): Promise<Reached[]> {
  const query = sql<Reached>`select ${REACHED}
    where e.id in (select enrolment_id from questionnaire_told where placement_id = ${placement.id})
      and ${REACHABLE} and ${REACHED_BY_ITSELF} and ${onlyMembers(placement)}
      and (not ${lateOnly}::boolean or not exists (select from questionnaire_receipt r where r.placement_id = ${placement.id}
        and (r.enrolment_id = e.id or r.member_id = e.member_id)))
    order by e.id`;
  return (await query.execute(trx)).rows;
}

/** @returns false when they were told before */
export async function insertTold(trx: Tx, placementId: number, enrolmentId: number): Promise<boolean> {
  const made = await trx
    .insertInto('questionnaireTold')
    .values({ placementId, enrolmentId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('placementId')
    .executeTakeFirst();
  return made !== undefined;
}

const OPEN = (
  now: Date,
) => sql`p.opens_at <= ${now} and p.closed_at is null and (p.closes_at is null or p.closes_at > ${now})
  and program.state <> 'cancelled'`;

/** When people begin to be asked: it opened, or what it is about was over, whichever came later. */
const BEGAN = sql`greatest(p.opens_at, (select max(s.ends_at) from program_session s
  where s.program_id = p.program_id and (p.session_id is null or s.id = p.session_id)))`;

/** Programmes of which something began to be asked since, and is open. */
export async function selectProgramsToTell(db: Db | Tx, since: Date, now: Date): Promise<number[]> {
  const query = sql<{ programId: number }>`select distinct p.program_id from questionnaire_placement p
    join program on program.id = p.program_id where ${OPEN(now)} and ${BEGAN} >= ${since} order by 1`;
  return (await query.execute(db)).rows.map(({ programId }) => programId);
}

/** What of a programme began to be asked since and is open; whatever is being answered or closed at this moment is left for the next time. */
export async function lockOpen(trx: Tx, programId: number, since: Date, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select p.id from questionnaire_placement p join program on program.id = p.program_id
    where p.program_id = ${programId} and ${OPEN(now)} and ${BEGAN} >= ${since}
    order by p.id for update of p skip locked`;
  return (await query.execute(trx)).rows.map(({ id }) => id);
}

export async function hasOpen(trx: Tx, programId: number, now: Date): Promise<boolean> {
  const query = sql`select from questionnaire_placement p join program on program.id = p.program_id
    where p.program_id = ${programId} and ${OPEN(now)} limit 1`;
  return (await query.execute(trx)).rows.length > 0;
}

/** Open placements with an end, of which people were told and nobody was reminded. */
export async function selectToRemind(db: Db | Tx, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select p.id from questionnaire_placement p join program on program.id = p.program_id
    where ${OPEN(now)} and p.closes_at is not null and p.reminded is null and p.audience <> 'anyone'
      and exists (select from questionnaire_told t where t.placement_id = p.id) order by p.id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** Placements without names that closed since, with their reminder. */
export async function selectClosedReminders(db: Db | Tx, since: Date, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select id from questionnaire_placement where reminded > 0 and privacy <> 'named'
    and coalesce(closed_at, closes_at) between ${since} and ${now} order by id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** Placements that people were told of, of programmes that were called off since. */
export async function selectCalledOff(db: Db | Tx, since: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select p.id from questionnaire_placement p join program on program.id = p.program_id
    where program.state = 'cancelled' and program.changed_at >= ${since}
      and exists (select from questionnaire_told t where t.placement_id = p.id) order by p.id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}
