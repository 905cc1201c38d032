import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Newsletter as LetterTable } from '#platform/database/db-types';
import type { LetterState } from '../rules/terms.ts';

/** A letter as those who write have it. */
export interface LetterRow {
  id: number;
  libraryId: number | null;
  writingId: number;
  slug: string;
  subject: string;
  subjectEn: string;
  preheader: string;
  preheaderEn: string;
  campaign: string;
  attendedOnly: boolean;
  attendedId: number | null;
  nearId: number | null;
  borrows: string | null;
  countsLinks: boolean;
  inArchive: boolean;
  byWhatsapp: boolean;
  state: LetterState;
  submittedBy: string;
  submittedById: number | null;
  approvedBy: string;
  versionId: number | null;
  sendAt: Date | null;
  mailingId: number | null;
  listedTo: number;
  listedAt: Date | null;
  begunAt: Date | null;
  sentAt: Date | null;
  cancelledWhy: string;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  version: number;
  topicIds: number[];
}

const among = (ids: readonly number[]) => sql<number>`any(${[...ids]}::bigint[])`;

const letters = (db: Db | Tx) =>
  db
    .selectFrom('newsletter')
    .selectAll()
    .select([
      sql<LetterState>`newsletter.state`.as('state'),
      sql<number[]>`(select coalesce(jsonb_agg(topic_id order by topic_id), '[]') from newsletter_topic
        where newsletter_id = newsletter.id)`.as('topicIds'),
    ]);

export const findLetter = async (db: Db | Tx, id: number): Promise<LetterRow | undefined> =>
  letters(db).where('id', '=', id).executeTakeFirst();

/** Holds a letter until the transaction ends. */
export const lockLetter = async (trx: Tx, id: number): Promise<LetterRow | undefined> =>
  letters(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertLetter = async (trx: Tx, row: Insertable<LetterTable>): Promise<number> =>
  (await trx.insertInto('newsletter').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateLetter = async (trx: Tx, id: number, changes: Updateable<LetterTable>): Promise<void> => {
  await trx
    .updateTable('newsletter')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Notes what sending reached: nobody who has the letter open is told of another version by that. */
export const noteSending = async (
  trx: Tx,
  id: number,
  changes: Pick<Updateable<LetterTable>, 'listedTo' | 'listedAt'>,
): Promise<void> => {
  await trx.updateTable('newsletter').set(changes).where('id', '=', id).execute();
};

export const deleteLetter = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('newsletter').where('id', '=', id).execute();
};

export const replaceTopics = async (trx: Tx, newsletterId: number, topicIds: readonly number[]): Promise<void> => {
  await trx.deleteFrom('newsletterTopic').where('newsletterId', '=', newsletterId).execute();
  if (topicIds.length === 0) return;
  await trx
    .insertInto('newsletterTopic')
    .values([...new Set(topicIds)].map((topicId) => ({ newsletterId, topicId })))
    .execute();
};

/** Letters of states at libraries (null: everywhere, also those of the network), those changed last first. */
export const selectLetters = async (
  db: Db | Tx,
  {
    states,
    libraryIds,
    limit,
    offset,
  }: { states: readonly LetterState[]; libraryIds: readonly number[] | null; limit: number; offset: number },
): Promise<LetterRow[]> => {
  let query = letters(db).where('state', 'in', states);
  if (libraryIds) query = query.where('libraryId', '=', among(libraryIds));
  return query.orderBy('changedAt', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute();
};

/** How many letters stand in each state. */
export const countStates = async (
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<ReadonlyMap<LetterState, number>> => {
  let query = db
    .selectFrom('newsletter')
    .select([sql<LetterState>`state`.as('state'), sql<number>`count(*)::int`.as('count')]);
  if (libraryIds) query = query.where('libraryId', '=', among(libraryIds));
  const rows = await query.groupBy('state').execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
};

/** How many wait for a second person, and since when. */
export const countSubmitted = async (
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ count: number; since: Date | null }> => {
  let query = db
    .selectFrom('newsletter')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('changedAt').as('since')])
    .where('state', '=', 'submitted');
  if (libraryIds) query = query.where('libraryId', '=', among(libraryIds));
  return query.executeTakeFirstOrThrow();
};

/** Addresses that begin so. */
export const selectSlugsLike = async (db: Db | Tx, slug: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('newsletter')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', slug), eb('slug', 'like', `${slug}-%`)]))
    .execute();
  return new Set(rows.map((row) => row.slug));
};

/** Lets one after the other look for a free address: two who begin the same subject get two. */
export const holdSlugs = async (trx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('newsletter_slug', 0))`.execute(trx);
};

/** Letters with an hour between two instants, and those that were only begun; the earliest first. */
export const selectBetween = async (
  db: Db | Tx,
  { libraryIds, from, until, limit }: { libraryIds: readonly number[] | null; from: Date; until: Date; limit: number },
): Promise<LetterRow[]> => {
  let query = letters(db).where('sendAt', '>=', from).where('sendAt', '<', until);
  if (libraryIds)
    query = query.where((eb) => eb.or([eb('libraryId', '=', among(libraryIds)), eb('libraryId', 'is', null)]));
  return query.orderBy('sendAt').orderBy('id').limit(limit).execute();
};
