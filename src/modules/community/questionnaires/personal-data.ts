import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { answerInWords } from './answers/answer-words.ts';
import { countNamedBefore, cutNames, forgetAnswers, selectNamedOf } from './data/personal.queries.ts';

/** What a member answered by name. Without one nobody could find it; and that they answered at all staff, who make the file, do not learn. */
export const questionnairesPersonalData: PersonalDataSource = {
  key: 'questionnaires',
  async exportOf(db, memberId) {
    const named = await selectNamedOf(db, memberId);
    return named.map(({ questionnaire, answeredAt, answers, content }) => ({
      questionnaire,
      answeredAt,
      responses: content.questions.flatMap((question) => {
        const words = answerInWords(question, answers[question.id], 'id');
        return words === '' ? [] : [`${question.label.id}: ${words}`];
      }),
    }));
  },
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetAnswers(trx, { memberId }),
  eraseGuest: async (trx, _ctx, enrolmentId) => forgetAnswers(trx, { enrolmentId }),
};

/** Who gave a named answer is forgotten some time after, with its files and own words; what was chosen stays as a figure. */
export const answerNameRetention: RetentionClass = {
  key: 'questionnaire_names',
  due: async ({ db }, before) => ({ count: await countNamedBefore(db, before), sample: [] }),
  async clear({ db }, before, storage) {
    const { gone, files } = await db.transaction().execute(async (trx) => cutNames(trx, before));
    for (const key of files) await storage.remove(key);
    return { gone, waiting: 0 };
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [questionnairesPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [answerNameRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'questionnaire questionnaire_interim questionnaire_pair questionnaire_version',
    because: 'questions, and figures of answers',
  },
  {
    table: 'questionnaire_draft',
    none: 'token_hash',
    kept: { answers: 'of a page that is still open, by a code that only its reader has; it goes after its days' },
    rest: 'none',
  },
  {
    table: 'questionnaire_file',
    of: 'response_id',
    cut: 'response_id',
    blanked: 'name',
    none: 'question_id media_type',
    kept: { key: 'where the file lies, until the night takes it away: its answer is gone' },
    rest: 'none',
  },
  { table: 'questionnaire_key', of: 'enrolment_id', gone: 'key_hash', rest: 'gone' },
  { table: 'questionnaire_receipt', of: 'member_id', rest: 'gone' },
  { table: 'questionnaire_response', of: 'member_id', gone: 'privacy answers channel pair_code', rest: 'gone' },
  { table: 'questionnaire_sheet', of: 'enrolment_id', gone: 'token_hash', rest: 'gone' },
  {
    table: 'questionnaire_told',
    of: 'enrolment_id',
    kept: { enrolment_id: 'that a seat was told: nobody’s name' },
    rest: 'none',
  },
  {
    table: 'questionnaire_placement',
    staff: 'created_by',
    none: 'code kiosk_key service role label audience privacy short_code',
    rest: 'none',
  },
];
