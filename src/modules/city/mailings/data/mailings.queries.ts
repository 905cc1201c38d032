import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LetterCounts, Mailing, MailingLine } from '../client.ts';
import type { MailText } from '../rules/compose-mail.ts';
import { LETTER_STATES, type LetterState, type MailingState } from '../rules/terms.ts';

/** A mailing that is held. */
export interface HeldMailing {
  id: number;
  libraryId: number | null;
  state: MailingState;
  startAt: Date;
  forgottenAt: Date | null;
}

export interface NewMailing {
  key: string;
  libraryId: number | null;
  topicIds: number[];
  perMinute: number;
  startAt: Date;
  createdAt: Date;
}

/** @returns null where there is one with this key already */
export async function insertMailing(trx: Tx, row: NewMailing): Promise<number | null> {
  const made = await trx
    .insertInto('mailing')
    .values({ ...row, state: 'preparing', nextAt: row.startAt })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** A mailing that was done in the past. @returns its id */
export async function insertPastMailing(
  trx: Tx,
  row: NewMailing & { startedAt: Date; doneAt: Date; forgottenAt: Date | null },
): Promise<number> {
  const { id } = await trx
    .insertInto('mailing')
    .values({ ...row, state: 'done', nextAt: row.doneAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const findByKey = async (trx: Tx, key: string): Promise<number | null> =>
  (await trx.selectFrom('mailing').select('id').where('key', '=', key).executeTakeFirst())?.id ?? null;

export async function insertText(trx: Tx, mailingId: number, language: 'id' | 'en', text: MailText): Promise<void> {
  await trx
    .insertInto('mailingText')
    .values({ mailingId, language, ...text })
    .execute();
}

/** Holds a mailing: nobody takes its next mail meanwhile. */
export const lockMailing = async (trx: Tx, id: number): Promise<HeldMailing | undefined> =>
  trx
    .selectFrom('mailing')
    .select(['id', 'libraryId', 'state', 'startAt', 'forgottenAt'])
    .where('id', '=', id)
    .forUpdate()
    .$narrowType<{ state: MailingState }>()
    .executeTakeFirst();

export interface MailingMove {
  state: MailingState;
  /** null: it is not over. */
  doneAt: Date | null;
  cancelledWhy?: string;
}

export async function updateState(trx: Tx, id: number, move: MailingMove): Promise<void> {
  await trx.updateTable('mailing').set(move).where('id', '=', id).execute();
}

const NONE: LetterCounts = { waiting: 0, sending: 0, sent: 0, refused: 0, unknown: 0, skipped: 0 };
const isLetterState = (state: string): state is LetterState => LETTER_STATES.some((known) => known === state);

/** How many mails of each of these mailings are in each state. */
export async function countLetters(db: Db | Tx, ids: readonly number[]): Promise<Map<number, LetterCounts>> {
  const counts = new Map(ids.map((id) => [id, { ...NONE }]));
  if (ids.length === 0) return counts;
  const rows = await db
    .selectFrom('mailingDelivery')
    .select(['mailingId', 'state', sql<number>`count(*)::integer`.as('count')])
    .where('mailingId', 'in', ids)
    .groupBy(['mailingId', 'state'])
    .execute();
  for (const { mailingId, state, count } of rows) {
    const ofOne = counts.get(mailingId);
    if (ofOne && isLetterState(state)) ofOne[state] = count;
  }
  return counts;
}

const lineColumns = [
  'mailing.id',
  'libraryId',
  'state',
  'startAt',
  'startedAt',
  'doneAt',
  'mailingText.subject',
] as const;

/** Those of which somebody has to decide first, then the newest. @param query.after place of the last row of the page before */
export async function selectMailings(
  db: Db,
  { libraryIds, limit, after }: { libraryIds: readonly number[] | null; limit: number; after: number },
): Promise<Omit<MailingLine, 'counts'>[]> {
  const doubtful = sql<boolean>`exists (select from mailing_delivery d
    where d.mailing_id = mailing.id and d.state = 'unknown' and d.email is not null)`;
  return db
    .selectFrom('mailing')
    .innerJoin('mailingText', 'mailingText.mailingId', 'mailing.id')
    .select(lineColumns)
    .where('mailingText.language', '=', 'id')
    .$if(libraryIds !== null, (query) => query.where(sql<boolean>`library_id = any(${libraryIds}::bigint[])`))
    .orderBy(doubtful, 'desc')
    .orderBy('mailing.id', 'desc')
    .offset(after)
    .limit(limit + 1)
    .$narrowType<{ state: MailingState }>()
    .execute();
}

export const findMailing = async (db: Db | Tx, id: number, now: Date): Promise<Omit<Mailing, 'counts'> | undefined> =>
  db
    .selectFrom('mailing')
    .innerJoin('mailingText', 'mailingText.mailingId', 'mailing.id')
    .select([...lineColumns, 'key', 'perMinute', 'createdAt', 'cancelledWhy', 'forgottenAt'])
    .select((eb) =>
      eb
        .selectFrom('mailingDelivery')
        .select('nextAttemptAt')
        .whereRef('mailingId', '=', 'mailing.id')
        .where('mailingDelivery.state', '=', 'waiting')
        .where('attempts', '>', 0)
        .where('nextAttemptAt', '>', now)
        .orderBy('nextAttemptAt')
        .limit(1)
        .as('nextAttemptAt'),
    )
    .where('mailing.id', '=', id)
    .where('mailingText.language', '=', 'id')
    .$narrowType<{ state: MailingState }>()
    .executeTakeFirst();

export const findProgress = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('mailing')
    .select(['state', 'startedAt', 'doneAt'])
    .where('id', '=', id)
    .$narrowType<{ state: MailingState }>()
    .executeTakeFirst();
