import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { clearPastWords, countPastWords } from './data/votes.queries.ts';

/** What somebody wrote about an answer goes some time after; whether it helped stays until the answer is checked again. */
export const answerWordRetention: RetentionClass = {
  key: 'answer_words',
  due: async ({ db }, before) => ({ count: await countPastWords(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => clearPastWords(trx, before)),
    waiting: 0,
  }),
};

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [answerWordRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'help_entry',
    staff: 'checked_by created_by',
    none: 'question answer question_en answer_en theme words state folded_question folded_answer folded_en search',
    rest: 'none',
  },
  { impersonal: 'help_source', because: 'books and pages of the web' },
  {
    table: 'help_vote',
    none: 'voter_hash',
    kept: {
      word: 'nobody knows whose it is: only who has the key of that browser; it goes after its days (answer_words)',
    },
    rest: 'none',
  },
];
