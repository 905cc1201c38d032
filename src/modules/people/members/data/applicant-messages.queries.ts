import { sql, type Insertable } from 'kysely';
import { askWhether } from '#platform/database/ask-whether';
import type { Db, Tx } from '#platform/database/db';
import type { ApplicantMessage } from '#platform/database/db-types';

export type ApplicantMessageKind = 'code' | 'rejected';
export type ApplicantChannel = 'email' | 'whatsapp' | 'phone';
export type ApplicantMessageEnd = 'sent' | 'failed' | 'unknown' | 'cancelled';

export async function insertApplicantMessage(trx: Tx, row: Insertable<ApplicantMessage>): Promise<void> {
  await trx.insertInto('applicantMessage').values(row).execute();
}

/** Ends a message and takes address and words out of it. */
const ended = (state: ApplicantMessageEnd, outcome: string, at: Date) => ({
  state,
  outcome,
  finishedAt: at,
  sealed: null,
  keyId: null,
});

/** Codes of a registration that were not sent yet say nothing any more. */
export async function cancelCodes(trx: Tx, registrationId: number, at: Date): Promise<void> {
  await trx
    .updateTable('applicantMessage')
    .set(ended('cancelled', 'nothing_left', at))
    .where('registrationId', '=', registrationId)
    .where('kind', '=', 'code')
    .where('state', '=', 'pending')
    .execute();
}

/** Messages that came too late, and those whose process died with them: they may have been sent and are not sent again. */
export async function endStaleMessages(db: Db, now: Date, claimedBefore: Date): Promise<void> {
  await db
    .updateTable('applicantMessage')
    .set(ended('cancelled', 'nothing_left', now))
    .where('state', '=', 'pending')
    .where('expiresAt', '<=', now)
    .execute();
  await db
    .updateTable('applicantMessage')
    .set(ended('unknown', 'interrupted', now))
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .execute();
}

/** Is one due that goes by mail? */
export const mailsAreDue = async (db: Db, now: Date): Promise<boolean> =>
  askWhether(
    db,
    sql<{ found: boolean }>`select exists (select from applicant_message
      where state = 'pending' and channel = 'email' and next_attempt_at <= ${now} and expires_at > ${now}) as found`,
  );

const claimed = ['id', 'messageKey', 'channel', 'attempts', 'sealed', 'keyId'] as const;

/** Takes the next message that is due for this process alone; the attempt is counted before it is made. */
export const claimMessage = async (db: Db, now: Date) =>
  db
    .updateTable('applicantMessage')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimedAt: now }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('applicantMessage')
        .select('id')
        .where('state', '=', 'pending')
        .where('channel', '<>', 'phone')
        .where('nextAttemptAt', '<=', now)
        .where('expiresAt', '>', now)
        .orderBy('nextAttemptAt')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(claimed)
    .$narrowType<{ channel: ApplicantChannel }>()
    .executeTakeFirst();

/** @returns false when the message is not in the state `from` any more */
export async function endMessage(
  db: Db | Tx,
  id: number,
  from: 'pending' | 'sending',
  end: { state: ApplicantMessageEnd; outcome: string; at: Date; decidedBy?: string },
): Promise<boolean> {
  const row = await db
    .updateTable('applicantMessage')
    .set({ ...ended(end.state, end.outcome, end.at), decidedBy: end.decidedBy ?? null })
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Back to the queue, perhaps for the library's own telephone. */
export async function putBack(
  db: Db | Tx,
  id: number,
  to: { channel: ApplicantChannel; at: Date; outcome: string | null },
): Promise<void> {
  await db
    .updateTable('applicantMessage')
    .set({ state: 'pending', channel: to.channel, nextAttemptAt: to.at, outcome: to.outcome, claimedAt: null })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

const byHand = (db: Db | Tx) =>
  db
    .selectFrom('applicantMessage')
    .innerJoin('registration', 'registration.id', 'applicantMessage.registrationId')
    .innerJoin('library', 'library.id', 'registration.homeLibraryId')
    .select([
      'applicantMessage.id',
      'applicantMessage.messageKey',
      'applicantMessage.kind',
      'applicantMessage.sealed',
      'applicantMessage.keyId',
      'applicantMessage.createdAt',
      'registration.number as registrationNumber',
      'registration.homeLibraryId',
      'library.name as libraryName',
    ])
    .where('applicantMessage.channel', '=', 'phone')
    .where('applicantMessage.state', '=', 'pending')
    .$narrowType<{ kind: ApplicantMessageKind }>();

/** What waits to be sent from a library's own telephone, the oldest first. */
export const selectByHand = async (
  db: Db,
  libraryIds: 'all' | readonly number[],
  { now, afterId, limit }: { now: Date; afterId: number; limit: number },
) =>
  byHand(db)
    .where('applicantMessage.expiresAt', '>', now)
    .where('applicantMessage.id', '>', afterId)
    .$if(libraryIds !== 'all', (query) =>
      query.where(
        'registration.homeLibraryId',
        '=',
        sql<number>`any(${libraryIds === 'all' ? [] : [...libraryIds]}::bigint[])`,
      ),
    )
    .orderBy('applicantMessage.id')
    .limit(limit)
    .execute();

export const findByHand = async (trx: Tx, id: number) =>
  byHand(trx).where('applicantMessage.id', '=', id).executeTakeFirst();
