import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DigitalRequest } from '../client.ts';

export interface LiveRequest {
  id: number;
  attachmentId: number;
  memberId: number;
  status: 'queued' | 'offered';
}

/** Where an unfinished request stands: its place among those that wait, from 1; an offer has none. */
export async function selectRequestsOf(
  db: Db | Tx,
  memberId: number,
  now: Date,
  attachmentId: number | null = null,
): Promise<DigitalRequest[]> {
  const query = sql<DigitalRequest>`
    select r.id, r.attachment_id, a.title, b.id as bib_id, b.title as bib_title, r.asked_at, r.offer_ends_at,
      case when r.status = 'queued' then (select count(*)::int from digital_request q
        where q.attachment_id = r.attachment_id and q.status = 'queued' and q.id <= r.id) end as position
    from digital_request r join attachment a on a.id = r.attachment_id join bib b on b.id = a.bib_id
    where r.member_id = ${memberId} and (r.status = 'queued' or (r.status = 'offered' and r.offer_ends_at > ${now}))
      and (${attachmentId}::bigint is null or r.attachment_id = ${attachmentId})
    order by r.id`;
  return (await query.execute(db)).rows;
}

export const selectLiveRequest = async (
  trx: Tx,
  attachmentId: number,
  memberId: number,
): Promise<LiveRequest | undefined> =>
  live(trx).where('attachmentId', '=', attachmentId).where('memberId', '=', memberId).executeTakeFirst();

export const selectRequest = async (db: Db | Tx, id: number): Promise<LiveRequest | undefined> =>
  live(db).where('id', '=', id).executeTakeFirst();

const live = (db: Db | Tx) =>
  db
    .selectFrom('digitalRequest')
    .select(['id', 'attachmentId', 'memberId'])
    .select(sql<'queued' | 'offered'>`status`.as('status'))
    .where('endedAt', 'is', null);

export async function insertRequest(
  trx: Tx,
  request: { attachmentId: number; memberId: number; askedAt: Date },
): Promise<number> {
  const row = await trx
    .insertInto('digitalRequest')
    .values({ ...request, status: 'queued' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function endRequest(trx: Tx, id: number, status: 'taken' | 'cancelled', endedAt: Date): Promise<void> {
  await trx.updateTable('digitalRequest').set({ status, endedAt }).where('id', '=', id).execute();
}

/** Ends the offers that nobody took in time. @returns the requests */
export async function expireOffers(trx: Tx, attachmentId: number, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`update digital_request set status = 'expired', ended_at = offer_ends_at
    where attachment_id = ${attachmentId} and status = 'offered' and offer_ends_at <= ${now} returning id`;
  return (await query.execute(trx)).rows.map((row) => row.id);
}

/** Ends what members wait for who have left. @returns the requests */
export async function endOfLeavers(trx: Tx, attachmentId: number, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`update digital_request set status = 'cancelled', ended_at = ${now}
    from member where member.id = digital_request.member_id and member.status = 'withdrawn'
      and attachment_id = ${attachmentId} and ended_at is null returning digital_request.id`;
  return (await query.execute(trx)).rows.map((row) => row.id);
}

/** Offers a copy to whoever waits. */
export async function offer(trx: Tx, id: number, times: { offeredAt: Date; offerEndsAt: Date }): Promise<void> {
  await trx
    .updateTable('digitalRequest')
    .set({ status: 'offered', ...times })
    .where('id', '=', id)
    .execute();
}

/** Whoever may not take what they were offered waits again, where they stood. */
export async function takeOfferBack(trx: Tx, id: number): Promise<void> {
  const waiting = { status: 'queued', offeredAt: null, offerEndsAt: null };
  await trx.updateTable('digitalRequest').set(waiting).where('id', '=', id).execute();
}

/** Whom to tell, and in whose name: the member's own library. */
export const selectTold = async (trx: Tx, requestId: number) =>
  trx
    .selectFrom('digitalRequest')
    .innerJoin('member', 'member.id', 'digitalRequest.memberId')
    .innerJoin('attachment', 'attachment.id', 'digitalRequest.attachmentId')
    .innerJoin('bib', 'bib.id', 'attachment.bibId')
    .select(['memberId', 'member.homeLibraryId', 'bib.title'])
    .where('digitalRequest.id', '=', requestId)
    .executeTakeFirstOrThrow();

export async function deleteRequestsOf(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('digitalRequest').where('memberId', '=', memberId).execute();
}

export async function deleteRequestsBefore(db: Db | Tx, before: Date): Promise<void> {
  await db.deleteFrom('digitalRequest').where('endedAt', '<', before).execute();
}
