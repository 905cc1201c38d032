import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MailText } from '../rules/compose-mail.ts';

/** A mail that was taken by this process alone. */
export interface TakenLetter {
  id: number;
  mailingId: number;
  subscriberId: number;
  email: string;
  language: 'id' | 'en';
  unsubscribeUrl: string;
  preferencesUrl: string;
  /** How many attempts there were, this one counted. */
  attempts: number;
  /** The signature in its message id. */
  mark: string;
}

const dueOf = (now: Date) =>
  sql<boolean>`exists (select from mailing_delivery d
    where d.mailing_id = mailing.id and d.state = 'waiting' and d.next_attempt_at <= ${now})`;

/** The mailing whose turn it is; held. `nextAt` may lie ahead: then none may go before. */
export const lockNextMailing = async (
  trx: Tx,
  now: Date,
  furthest: Date,
): Promise<{ id: number; perMinute: number; nextAt: Date } | undefined> =>
  trx
    .selectFrom('mailing')
    .select(['id', 'perMinute', 'nextAt'])
    .where('state', '=', 'sending')
    .where('startAt', '<=', now)
    .where(dueOf(now))
    // whichever may go now; else the one that may go first. What lies further ahead than any pace was set by another clock
    .orderBy((eb) =>
      eb
        .case()
        .when('nextAt', '<=', now)
        .then(now)
        .when('nextAt', '>', furthest)
        .then(now)
        .else(eb.ref('nextAt'))
        .end(),
    )
    .orderBy('startAt')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** The next mail of a mailing that is held. */
export const nextLetter = async (trx: Tx, mailingId: number, now: Date) =>
  trx
    .selectFrom('mailingDelivery')
    .select(['id', 'messageMark'])
    .where('mailingId', '=', mailingId)
    .where('state', '=', 'waiting')
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** Takes it; the attempt is counted before it is made. */
export async function takeLetter(
  trx: Tx,
  { id, mark, now }: { id: number; mark: string; now: Date },
): Promise<TakenLetter | undefined> {
  const { rows } = await sql<TakenLetter>`update mailing_delivery
    set state = 'sending', attempts = attempts + 1, claimed_at = ${now}, finished_at = null, message_mark = ${mark}
    where id = ${id} and email is not null
    returning id, mailing_id as "mailingId", subscriber_id as "subscriberId", email, language,
      unsubscribe_url as "unsubscribeUrl", preferences_url as "preferencesUrl", attempts, message_mark as mark`.execute(
    trx,
  );
  return rows[0];
}

/** One of its mails went: when the next may go, and when the first went. */
export async function advance(trx: Tx, mailingId: number, { nextAt, now }: { nextAt: Date; now: Date }): Promise<void> {
  await trx
    .updateTable('mailing')
    .set((eb) => ({ nextAt, startedAt: eb.fn.coalesce('startedAt', eb.val(now)) }))
    .where('id', '=', mailingId)
    .execute();
}

/** What a mailing says in a language, or in Indonesian, and of which topics it is. */
export async function findText(
  db: Db,
  mailingId: number,
  language: 'id' | 'en',
): Promise<(MailText & { topicIds: number[] }) | null> {
  const found = await db
    .selectFrom('mailingText')
    .innerJoin('mailing', 'mailing.id', 'mailingText.mailingId')
    .select(['subject', 'html', 'text', 'topicIds'])
    .where('mailingId', '=', mailingId)
    .where('language', 'in', [language, 'id'])
    .orderBy((eb) => eb('language', '=', language), 'desc')
    .limit(1)
    .executeTakeFirst();
  // lists of ids come as words
  return found ? { ...found, topicIds: found.topicIds.map(Number) } : null;
}

/** Mailings on their way of which no mail is left to send. */
export const selectEmptied = async (db: Db): Promise<number[]> =>
  (
    await db
      .selectFrom('mailing')
      .select('id')
      .where('state', '=', 'sending')
      .where(
        sql<boolean>`not exists (select from mailing_delivery d
          where d.mailing_id = mailing.id and d.state in ('waiting', 'sending'))`,
      )
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);
