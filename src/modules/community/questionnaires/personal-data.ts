import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
import { answerInWords } from './answer-words.ts';
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
