import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Volunteer as VolunteerTable, VolunteerCheck } from '#platform/database/db-types';
import type { Volunteer } from '../client.ts';
import type { VolunteerState } from '../rules/terms.ts';

const volunteers = sql`select v.id, json_build_object('id', l.id, 'code', l.code, 'name', l.name, 'timeZone', l.time_zone) as library,
    v.member_id, coalesce(m.full_name, v.name) as name, v.contact, v.language, v.birth_year, v.skills, v.own_words, v.days, v.ticket, v.state,
    v.guardian_name, v.guardian_relation, v.guardian_consent_on::text, v.guardian_noted_by, v.conduct_at, v.offered_at, v.answer_by::text,
    v.answered_by, v.answer, v.forgotten_at, v.version, v.group_words,
    case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as partner,
    exists (select from volunteer_incident i where i.volunteer_id = v.id and i.kind = 'incident' and i.closed_at is null) as is_paused,
    coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'notedOn', c.noted_on::text, 'notedBy', c.noted_by, 'untilOn', c.until_on::text)
      order by c.id desc) from volunteer_check c where c.volunteer_id = v.id and c.taken_back_on is null), '[]') as checks,
    coalesce((select json_agg(json_build_object('kind', c.kind, 'on', c.taken_back_on::text, 'by', c.taken_back_by, 'reason', c.taken_back_reason)
      order by c.id desc) from volunteer_check c where c.volunteer_id = v.id and c.taken_back_on is not null), '[]') as taken_back
  from volunteer v join library l on l.id = v.library_id left join member m on m.id = v.member_id
    left join partner p on p.id = v.partner_id`;

const first = async (db: Db | Tx, where: ReturnType<typeof sql>): Promise<Volunteer | undefined> =>
  (await sql<Volunteer>`${volunteers} where ${where} order by v.id desc limit 1`.execute(db)).rows[0];

export const findVolunteer = async (db: Db | Tx, id: number) => first(db, sql`v.id = ${id}`);
export const findByTicket = async (db: Db | Tx, ticket: string) =>
  first(db, sql`v.ticket = ${ticket} and v.forgotten_at is null`);
/** The latest offer of a member. */
export const findOfMember = async (db: Db | Tx, memberId: number) => first(db, sql`v.member_id = ${memberId}`);
/** By what is read at the door: their own code, or the number of their card. */
export const findByCode = async (db: Db | Tx, code: string) =>
  first(db, sql`v.state = 'active' and (v.ticket = ${code.toUpperCase()} or m.number = ${code})`);

/** Nobody merges the partner whose volunteer somebody is until the transaction ends: before they are held, where their hours are written, which point at it. */
export const keepPartnerOf = async (trx: Tx, id: number): Promise<void> => {
  await sql`select from partner where id = (select partner_id from volunteer where id = ${id}) for key share`.execute(
    trx,
  );
};

/** Holds somebody until the transaction ends: before any of their shifts. */
export async function lockVolunteer(trx: Tx, id: number): Promise<Volunteer | undefined> {
  await sql`select from volunteer where id = ${id} for update`.execute(trx);
  return findVolunteer(trx, id);
}

export const insertVolunteer = async (trx: Tx, row: Insertable<VolunteerTable>): Promise<number> =>
  (await trx.insertInto('volunteer').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateVolunteer = async (trx: Tx, id: number, changes: Updateable<VolunteerTable>): Promise<void> => {
  await trx
    .updateTable('volunteer')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

export const insertCheck = async (trx: Tx, row: Insertable<VolunteerCheck>): Promise<void> => {
  await trx.insertInto('volunteerCheck').values(row).execute();
};

/** Takes a check back that holds, of somebody. @returns its kind; undefined: there is none */
export async function takeBackCheckRow(
  trx: Tx,
  id: number,
  { volunteerId, on, by, reason }: { volunteerId: number; on: string; by: string; reason: string },
): Promise<string | undefined> {
  const query = sql<{
    kind: string;
  }>`update volunteer_check set taken_back_on = ${on}, taken_back_by = ${by}, taken_back_reason = ${reason}
    where id = ${id} and volunteer_id = ${volunteerId} and taken_back_on is null returning kind`;
  return (await query.execute(trx)).rows[0]?.kind;
}

/** Of a state at these libraries (null = all), from the newest; what waits, by when it is to be answered. */
export async function selectVolunteers(
  db: Db | Tx,
  {
    state,
    libraryIds,
    beforeId,
    limit,
  }: { state: VolunteerState; libraryIds: readonly number[] | null; beforeId: number | null; limit: number },
): Promise<Volunteer[]> {
  const query = sql<Volunteer>`${volunteers} where v.state = ${state}
    and (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))
    and (${beforeId}::bigint is null or v.id < ${beforeId}) order by v.id desc limit ${limit}`;
  return (await query.execute(db)).rows;
}

/** Nothing says any more who it was: what is left counts hours, of a partner too, unless that is a person. */
export async function blankVolunteer(trx: Tx, id: number, { now, ticket }: { now: Date; ticket: string }) {
  await sql`update volunteer set state = case when state = 'declined' then 'declined' else 'left' end, member_id = null, name = '',
    contact = '', own_words = '', birth_year = null, skills = '{}', days = '{}', guardian_name = '', guardian_relation = '', guardian_noted_by = '',
    guardian_consent_on = null, conduct_at = null, answer = '', group_words = '',
    partner_since = (select volunteer.partner_since from partner p where p.id = volunteer.partner_id and p.kind <> 'person'),
    partner_id = (select p.id from partner p where p.id = volunteer.partner_id and p.kind <> 'person'), ticket = ${ticket}, forgotten_at = ${now}, version = version + 1
    where id = ${id}`.execute(trx);
  await sql`update volunteer_place set partner_id = null
    where volunteer_id = ${id} and partner_id in (select p.id from partner p where p.kind = 'person')`.execute(trx);
  await sql`delete from volunteer_check where volunteer_id = ${id}`.execute(trx);
}

const past = (before: Date) =>
  sql`state in ('offered', 'declined') and forgotten_at is null and coalesce(answered_at, offered_at) < ${before}`;

/** Offers that were declined or not answered, from before an instant. */
export async function selectPastOffers(db: Db | Tx, before: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select id from volunteer where ${past(before)} order by id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** Whether it is one of them. */
export const isPastOffer = async (db: Db | Tx, id: number, before: Date): Promise<boolean> =>
  (await sql`select 1 from volunteer where id = ${id} and ${past(before)}`.execute(db)).rows.length > 0;

/** All that a member ever offered here. */
export async function selectIdsOfMember(db: Db | Tx, memberId: number): Promise<number[]> {
  const query = sql<{ id: number }>`select id from volunteer where member_id = ${memberId} order by id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}
