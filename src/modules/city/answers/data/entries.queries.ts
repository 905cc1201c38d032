import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { HelpEntry } from '#platform/database/db-types';
import type { AnswerTheme, EntryState } from '../rules/terms.ts';

/** An entry as it stands, with what was said of it since it was checked. */
export interface EntryRow {
  id: number;
  question: string;
  answer: string;
  questionEn: string;
  answerEn: string;
  theme: AnswerTheme;
  words: string;
  state: EntryState;
  publishedAt: Date | null;
  checkedAt: Date | null;
  checkedBy: string;
  createdBy: string;
  changedAt: Date;
  version: number;
  yes: number;
  no: number;
}

const entries = (db: Db | Tx) =>
  db
    .selectFrom('helpEntry')
    .select([
      'helpEntry.id',
      'helpEntry.question',
      'helpEntry.answer',
      'helpEntry.questionEn',
      'helpEntry.answerEn',
      'helpEntry.words',
      'helpEntry.publishedAt',
      'helpEntry.checkedAt',
      'helpEntry.checkedBy',
      'helpEntry.createdBy',
      'helpEntry.changedAt',
      'helpEntry.version',
      sql<AnswerTheme>`help_entry.theme`.as('theme'),
      sql<EntryState>`help_entry.state`.as('state'),
      sql<number>`(select count(*) filter (where helpful)::integer from help_vote v where v.entry_id = help_entry.id)`.as(
        'yes',
      ),
      sql<number>`(select count(*) filter (where not helpful)::integer from help_vote v where v.entry_id = help_entry.id)`.as(
        'no',
      ),
    ]);

export const findEntry = async (db: Db | Tx, id: number): Promise<EntryRow | undefined> =>
  entries(db).where('helpEntry.id', '=', id).executeTakeFirst();

/** Holds an entry until the transaction ends. */
export const lockEntry = async (trx: Tx, id: number) =>
  trx
    .selectFrom('helpEntry')
    .select(['id', 'version', 'answer', 'publishedAt', 'question', 'theme', sql<EntryState>`state`.as('state')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const insertEntry = async (trx: Tx, row: Insertable<HelpEntry>): Promise<number> =>
  (await trx.insertInto('helpEntry').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateEntry = async (trx: Tx, id: number, changes: Updateable<HelpEntry>) =>
  trx
    .updateTable('helpEntry')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteEntry = async (trx: Tx, id: number) => trx.deleteFrom('helpEntry').where('id', '=', id).execute();

/** Of one state, by theme as `themes` has them, then by question. */
export const selectEntries = async (
  db: Db | Tx,
  { state, theme = null, limit }: { state: EntryState; theme?: AnswerTheme | null; limit: number },
): Promise<EntryRow[]> => {
  let query = entries(db).where('helpEntry.state', '=', state).orderBy('helpEntry.question').orderBy('helpEntry.id');
  if (theme !== null) query = query.where('helpEntry.theme', '=', theme);
  return query.limit(limit).execute();
};

/** How many entries stand in each state. */
export async function countStates(db: Db | Tx): Promise<Map<EntryState, number>> {
  const rows = await db
    .selectFrom('helpEntry')
    .select((eb) => [sql<EntryState>`state`.as('state'), eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** What fits less than this share of the best is no answer: one word of many is in nearly all of them. */
const LEAST_OF_BEST = 0.6;

/**
 * Published entries for words that are folded, the best first: by their stems in either language, the last word also as a beginning (it may
 * still be typed), and by letters in a question that is spelled otherwise.
 * @param words letters and digits alone
 */
export async function searchEntries(
  db: Db | Tx,
  { words, theme = null, limit }: { words: readonly string[]; theme?: AnswerTheme | null; limit: number },
): Promise<EntryRow[]> {
  const whole = words.join(' | ');
  const typed = `${whole}:*`;
  const phrase = words.join(' ');
  const query = sql`(to_tsquery('indonesian', ${typed}) || to_tsquery('english', ${whole}))`;
  const alike = sql<number>`word_similarity(${phrase}, help_entry.folded_question)`;
  const rank = sql<number>`ts_rank('{0.05, 0.2, 0.6, 1.0}', help_entry.search, ${query}) + ${alike} / 2`;
  let found = entries(db)
    .where('helpEntry.state', '=', 'published')
    .where(sql<boolean>`(help_entry.search @@ ${query} or ${alike} >= 0.5)`)
    .select(rank.as('rank'))
    .orderBy('rank', 'desc')
    .orderBy('helpEntry.id')
    .limit(limit);
  if (theme !== null) found = found.where('helpEntry.theme', '=', theme);
  const rows = await found.execute();
  const best = rows[0]?.rank ?? 0;
  return rows.filter((row) => row.rank >= best * LEAST_OF_BEST).map(({ rank: _, ...row }) => row);
}
