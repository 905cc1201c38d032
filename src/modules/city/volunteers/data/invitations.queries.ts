import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Invitation } from '../client.ts';
import type { InvitationState } from '../rules/terms.ts';

const invitations = sql`select i.id, i.shift_id, i.volunteer_id, coalesce(m.full_name, v.name) as name, i.state, i.invited_at, i.invited_by,
    i.answered_at
  from volunteer_invitation i join volunteer v on v.id = i.volunteer_id left join member m on m.id = v.member_id`;

/** Of a shift, in their order. */
export const selectInvitations = async (db: Db | Tx, shiftId: number): Promise<Invitation[]> =>
  (await sql<Invitation>`${invitations} where i.shift_id = ${shiftId} order by i.id`.execute(db)).rows;

/** Of somebody that nobody has answered, to shifts that have not begun. */
export const selectOpenInvitations = async (db: Db | Tx, volunteerId: number, now: Date): Promise<Invitation[]> =>
  (
    await sql<Invitation>`${invitations} join volunteer_shift s on s.id = i.shift_id
      where i.volunteer_id = ${volunteerId} and i.state = 'open' and s.state = 'planned' and s.starts_at > ${now}
      order by s.starts_at, i.id limit 100`.execute(db)
  ).rows;

export const findInvitation = async (db: Db | Tx, id: number): Promise<Invitation | undefined> =>
  (await sql<Invitation>`${invitations} where i.id = ${id}`.execute(db)).rows[0];

/** @returns its id; null where they were asked already */
export async function insertInvitation(
  trx: Tx,
  row: { shiftId: number; volunteerId: number; invitedAt: Date; invitedBy: string },
): Promise<number | null> {
  const made = await trx
    .insertInto('volunteerInvitation')
    .values({ ...row, state: 'open' })
    .onConflict((conflict) => conflict.columns(['shiftId', 'volunteerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** Answers what is open of a shift, of one volunteer or (null) of all. */
export const answerInvitations = async (
  trx: Tx,
  {
    shiftId,
    volunteerId,
    state,
    now,
  }: { shiftId: number; volunteerId: number | null; state: InvitationState; now: Date },
): Promise<void> => {
  await sql`update volunteer_invitation set state = ${state}, answered_at = ${now} where shift_id = ${shiftId} and state = 'open'
    and (${volunteerId}::bigint is null or volunteer_id = ${volunteerId})`.execute(trx);
};

export const deleteInvitationsOf = async (trx: Tx, volunteerId: number): Promise<void> => {
  await trx.deleteFrom('volunteerInvitation').where('volunteerId', '=', volunteerId).execute();
};

/** Who of these has a place, or waits, in anything at that time. */
export async function selectBusy(
  db: Db | Tx,
  volunteerIds: readonly number[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<Set<number>> {
  const query = sql<{
    id: number;
  }>`select distinct p.volunteer_id as id from volunteer_place p join volunteer_shift s on s.id = p.shift_id
    where p.volunteer_id = any(${[...volunteerIds]}::bigint[]) and p.status <> 'cancelled' and s.state = 'planned'
      and s.starts_at < ${endsAt} and s.ends_at > ${startsAt}`;
  return new Set((await query.execute(db)).rows.map(({ id }) => id));
}

/** How long each of these helped since an instant. */
export async function selectRecentMinutes(
  db: Db | Tx,
  volunteerIds: readonly number[],
  since: Date,
): Promise<Map<number, number>> {
  const query = sql<{ id: number; minutes: number }>`select volunteer_id as id,
      sum(floor(extract(epoch from left_at - came_at) / 60))::integer as minutes
    from volunteer_place where volunteer_id = any(${[...volunteerIds]}::bigint[]) and left_at is not null and came_at >= ${since}
    group by volunteer_id`;
  return new Map((await query.execute(db)).rows.map(({ id, minutes }) => [id, minutes]));
}
