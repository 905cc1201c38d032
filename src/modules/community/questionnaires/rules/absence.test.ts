import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absenceFor, absences, blanksOf } from './absence.ts';
import { blankQuestion, type Answers, type Question } from './content.ts';
import { disclosedRows } from './disclosure.ts';

const options = ['ya', 'tidak'].map((value) => ({ value, label: { id: value, en: '' }, score: null, correct: false }));
const single = (id: string, more: Partial<Question> = {}): Question => ({
  ...blankQuestion(id, 'single'),
  options,
  ...more,
});
const hangs = (question: string, values = ['ya']) => ({ when: { question, is: 'any_of' as const, values } });
const times = (count: number, answers: Answers): Answers[] => Array.from({ length: count }, () => answers);

test('nobody was asked, nobody answered, and too few answered are three things', () => {
  expect([absenceFor(0, 0), absenceFor(4, 4), absenceFor(5, 0), absenceFor(5, 4), absenceFor(5, 5)]).toEqual([
    'not_asked',
    'too_few',
    'unanswered',
    'too_few',
    null,
  ]);
});

const pergi = single('pergi');
const sebab = single('sebab', hangs('pergi'));
const kapan = single('kapan', hangs('sebab'));

test('whom a condition leaves out was not asked; who was asked and said nothing did not answer', () => {
  expect(absences([pergi, sebab], times(8, { pergi: 'tidak' })).get('sebab')).toBe('not_asked');
  expect(absences([pergi, sebab], times(8, { pergi: 'ya' })).get('sebab')).toBe('unanswered');
  const some = [...times(8, { pergi: 'ya' }), ...times(3, { pergi: 'ya', sebab: 'ya' })];
  expect(absences([pergi, sebab], some).get('sebab')).toBe('too_few');
  // what hangs on what nobody was asked was not asked either
  expect(absences([pergi, sebab, kapan], times(8, { pergi: 'tidak' })).get('kapan')).toBe('not_asked');
});

test('that nobody was asked is not said where it would tell what a few answered', () => {
  // three of eight answered the first question; were the second “not asked”, all three would have said no
  const few = [...times(3, { pergi: 'tidak' }), ...times(5, {})];
  expect([...absences([pergi, sebab, kapan], few)]).toEqual([
    ['pergi', 'too_few'],
    ['sebab', 'too_few'],
    ['kapan', 'too_few'],
  ]);
  const section = { ...blankQuestion('bagian', 'section'), ...hangs('pergi') };
  expect(absences([pergi, section, single('dalam')], few).get('dalam')).toBe('too_few');
  expect(absences([pergi, section, single('dalam')], times(8, { pergi: 'tidak' })).get('dalam')).toBe('not_asked');
});

test('in rows every blank says why, by row of a matrix too, and a column that few filled says the same in each', () => {
  const matrix: Question = {
    ...blankQuestion('m', 'matrix'),
    options,
    rows: ['a', 'b'].map((id) => ({ id, label: { id, en: '' } })),
  };
  const rows = [
    ...times(5, { pergi: 'ya', sebab: 'ya', m: { a: 'ya' } }),
    { pergi: 'ya', m: { a: 'ya', b: 'ya' } },
    { pergi: 'tidak' },
  ].map((answers) => ({ answers, channel: 'link' }));
  const told = disclosedRows([pergi, sebab, matrix], rows);
  expect(told.map(({ missing }) => missing)).toEqual([
    ...times(5, { 'm.b': 'too_few' }),
    { sebab: 'unanswered', 'm.b': 'too_few' },
    { sebab: 'not_asked', 'm.a': 'unanswered', 'm.b': 'too_few' },
  ]);
  expect(blanksOf([pergi, sebab], {}, new Set())).toEqual({ pergi: 'unanswered', sebab: 'not_asked' });
});

test('whatever was answered, a row says of each column either the answer or why there is none, and nothing of what few said', () => {
  const answer = fc.constantFrom(undefined, 'ya', 'tidak');
  const sheet = fc.record({ pergi: answer, sebab: answer, kapan: answer });
  fc.assert(
    fc.property(fc.array(sheet, { minLength: 5, maxLength: 25 }), (sheets) => {
      const questions = [pergi, sebab, kapan];
      // as answers are kept: what was not asked is not in them
      const kept = sheets.map((one): Answers => {
        const answers: Answers = {};
        if (one.pergi) answers.pergi = one.pergi;
        if (one.pergi === 'ya' && one.sebab) answers.sebab = one.sebab;
        if (answers.sebab === 'ya' && one.kapan) answers.kapan = one.kapan;
        return answers;
      });
      const states = absences(questions, kept);
      for (const { answers, missing } of disclosedRows(
        questions,
        kept.map((one) => ({ answers: one, channel: 'link' })),
      )) {
        for (const { id } of questions) {
          expect((answers[id] === undefined) === (missing[id] !== undefined)).toBe(true);
          expect(missing[id] === 'too_few').toBe(states.get(id) === 'too_few');
        }
      }
    }),
  );
});
