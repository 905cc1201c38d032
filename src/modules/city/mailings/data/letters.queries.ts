import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import type { UnknownLetter } from '../client.ts';
import type { LetterState } from '../rules/terms.ts';

export interface NewLetter {
  subscriberId: number;
  email: string;
  language: 'id' | 'en';
  unsubscribeUrl: string;
  preferencesUrl: string;
}

/** Adds mails that wait; to an address that has one of this mailing it adds none. @returns how many it added */
export async function insertLetters(
  trx: Tx,
  about: { mailingId: number; nextAttemptAt: Date },
  letters: readonly NewLetter[],
): Promise<number> {
  if (letters.length === 0) return 0;
  const list = <K extends keyof NewLetter>(name: K): NewLetter[K][] => letters.map((letter) => letter[name]);
  const { numAffectedRows = 0n } = await sql`insert into mailing_delivery
      (mailing_id, next_attempt_at, state, subscriber_id, email, language, unsubscribe_url, preferences_url)
    select ${about.mailingId}, ${about.nextAttemptAt}, 'waiting', * from unnest(${list('subscriberId')}::bigint[], ${list('email')}::text[],
      ${list('language')}::text[], ${list('unsubscribeUrl')}::text[], ${list('preferencesUrl')}::text[])
    on conflict do nothing`.execute(trx);
  return Number(numAffectedRows);
}

/** What the server said mostly names the address: of who was forgotten meanwhile it is not kept. */
const wordsFor = (detail: string | null) =>
  sql<string | null>`case when email is null then null else ${detail}::text end`;

export interface LetterEnd {
  state: Extract<LetterState, 'sent' | 'refused' | 'unknown' | 'skipped'>;
  outcome: string;
  detail: string | null;
  at: Date;
}

/** How mails of the past ended, and how many each: none of them waits for anything. */
export type PastEnds = Partial<Record<Extract<LetterEnd['state'], 'sent' | 'refused' | 'skipped'>, number>>;
const OUTCOMES = { sent: 'accepted', refused: 'refused', skipped: 'no_consent' } as const;

/** Mails of the past, so many of each end. */
export async function insertPastLetters(
  trx: Tx,
  { mailingId, at }: { mailingId: number; at: Date },
  ends: PastEnds,
): Promise<void> {
  for (const state of ['sent', 'refused', 'skipped'] as const)
    await sql`insert into mailing_delivery
        (mailing_id, subscriber_id, language, state, outcome, attempts, next_attempt_at, claimed_at, finished_at)
      select ${mailingId}, nth, 'id', ${state}, ${OUTCOMES[state]}, 1, ${at}, ${at}, ${at}
      from generate_series(1, ${ends[state] ?? 0}::integer) as nth`.execute(trx);
}

/**
 * What came of one attempt at a mail. Also of one that another process took for gone meanwhile (a clock that jumped): whoever made the
 * attempt knows better, unless somebody has decided about it.
 */
export async function endLetter(
  db: Db | Tx,
  { id, attempts }: { id: number; attempts: number },
  end: LetterEnd,
): Promise<void> {
  await db
    .updateTable('mailingDelivery')
    .set({ state: end.state, outcome: end.outcome, outcomeDetail: wordsFor(end.detail), finishedAt: end.at })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'sending'),
        eb.and([eb('state', '=', 'unknown'), eb('outcome', '=', 'interrupted'), eb('decidedBy', 'is', null)]),
      ]),
    )
    .execute();
}

/** Back among those that wait. `uncount`: the mail server was not reached, which is no attempt. */
export async function postponeLetter(
  db: Db | Tx,
  { id, attempts }: { id: number; attempts: number },
  to: { at: Date; outcome: string; detail: string; uncount?: boolean },
): Promise<void> {
  await db
    .updateTable('mailingDelivery')
    .set({
      // who was forgotten meanwhile is not written to any more
      state: sql<string>`case when email is null then 'skipped' else 'waiting' end`,
      nextAttemptAt: to.at,
      outcome: to.outcome,
      outcomeDetail: wordsFor(to.detail),
      claimedAt: null,
      ...(to.uncount && { attempts: attempts - 1 }),
    })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'sending')
    .execute();
}

/** Mails that a process took long ago and never ended: it may have sent them. @returns how many */
export async function markInterrupted(db: Db, claimedBefore: Date, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mailingDelivery')
    .set({ state: 'unknown', outcome: 'interrupted', outcomeDetail: null, finishedAt: now })
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What waits is left out, for good. @returns how many */
export async function skipWaiting(trx: Tx, mailingId: number, outcome: string, at: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('mailingDelivery')
    .set({ state: 'skipped', outcome, finishedAt: at })
    .where('mailingId', '=', mailingId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What came back to wait while its mailing was called off. */
export async function skipCancelled(db: Db, at: Date): Promise<void> {
  await db
    .updateTable('mailingDelivery')
    .from('mailing')
    .set({ state: 'skipped', outcome: 'cancelled', finishedAt: at })
    .whereRef('mailing.id', '=', 'mailingDelivery.mailingId')
    .where('mailing.state', '=', 'cancelled')
    .where('mailingDelivery.state', '=', 'waiting')
    .execute();
}

export const selectUnknown = async (
  db: Db | Tx,
  mailingId: number,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<UnknownLetter[]> =>
  db
    .selectFrom('mailingDelivery')
    .select(['id', 'email', 'outcome', 'outcomeDetail as detail', 'finishedAt as at'])
    .where('mailingId', '=', mailingId)
    .where('state', '=', 'unknown')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit + 1)
    .execute();

/** The mailings of which these mails are, by rising id. */
export const mailingsOf = async (trx: Tx, ids: readonly number[]): Promise<number[]> =>
  (
    await trx
      .selectFrom('mailingDelivery')
      .select('mailingId')
      .distinct()
      .where('id', 'in', ids)
      .orderBy('mailingId')
      .execute()
  ).map(({ mailingId }) => mailingId);

/** Holds mails, by rising id. */
export const lockLetters = async (trx: Tx, ids: readonly number[]) =>
  trx
    .selectFrom('mailingDelivery')
    .select(['id', 'mailingId', 'state', 'email'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();

/** They are sent again, under the same ids. */
export async function requeueLetters(trx: Tx, ids: readonly number[], by: { name: string; at: Date }): Promise<void> {
  await trx
    .updateTable('mailingDelivery')
    .set({ state: 'waiting', nextAttemptAt: by.at, claimedAt: null, finishedAt: null, decidedBy: by.name })
    .where('id', 'in', ids)
    .execute();
}

/** They count as sent. */
export async function confirmLetters(trx: Tx, ids: readonly number[], by: { name: string; at: Date }): Promise<void> {
  await trx
    .updateTable('mailingDelivery')
    .set({ state: 'sent', outcome: 'by_hand', finishedAt: by.at, decidedBy: by.name })
    .where('id', 'in', ids)
    .execute();
}

/** Mails in doubt that can still be decided. @param libraryIds null = of all, and of the network */
export const countUnknown = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(d.finished_at) as since
      from mailing_delivery d join mailing on mailing.id = d.mailing_id
      where d.state = 'unknown' and d.email is not null
        and (${libraryIds}::bigint[] is null or mailing.library_id = any(${libraryIds}::bigint[]))`,
  );
