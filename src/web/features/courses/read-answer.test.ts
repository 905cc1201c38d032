import { expect, test } from 'vitest';
import type { ShownQuestion, ShownTask, TaskAnswer } from '#modules/learning/courses/client';
import { AppError } from '#platform/errors';
import { answerOf, givenFields } from './read-answer.server.ts';

const COMMON = {
  ...{ id: 7, prompt: 'Apa yang dilakukan lebih dulu?', language: 'id' as const, hints: [], moreHints: 0 },
  standing: { tries: 0, hints: 0, isRight: false, answer: null, outcome: null },
  left: null,
};
const question = (asked: ShownQuestion): ShownTask => ({ ...COMMON, kind: 'question', asked });
const compare: ShownTask = {
  ...COMMON,
  kind: 'compare',
  sources: [],
  lines: ['Penulisnya disebut?', 'Bahasanya tenang?'],
};

/** The answer that a form with these fields brings. */
function sent(task: ShownTask, fields: Record<string, string>): TaskAnswer {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return answerOf(task, fields, data);
}
function refusedAt(task: ShownTask, fields: Record<string, string>): string[] {
  try {
    sent(task, fields);
  } catch (error) {
    if (error instanceof AppError) return Object.keys(error.fields);
    throw error;
  }
  return [];
}

const options = ['Meneruskannya', 'Mencari foto yang sama', 'Menunggu'];
const ANSWERED: [string, ShownTask, TaskAnswer][] = [
  ['one of several', question({ form: 'one', options }), { kind: 'one', choice: 1 }],
  ['several', question({ form: 'several', options }), { kind: 'several', choices: [0, 2] }],
  ['none of several', question({ form: 'several', options }), { kind: 'several', choices: [] }],
  ['an order', question({ form: 'order', items: options }), { kind: 'order', places: [3, 1, 2] }],
  ['pairs', question({ form: 'match', lefts: ['a', 'b'], rights: ['x', 'y'] }), { kind: 'match', choices: [1, 0] }],
  ['a number', question({ form: 'number' }), { kind: 'number', value: 3.5 }],
  ['a word', question({ form: 'short' }), { kind: 'short', text: 'katalog' }],
  ['gaps', question({ form: 'gap', pieces: ['Buku ', ' di ', '.'] }), { kind: 'gap', texts: ['ada', 'rak'] }],
  ['a comparison', compare, { kind: 'compare', lines: ['b', 'same'], reason: 'Yang kedua menyebut jam.' }],
  [
    'a reference',
    { ...COMMON, kind: 'citation', shown: 'Bumi Manusia', parts: ['author', 'year', 'title'] },
    { kind: 'citation', parts: { author: 'Toer', year: '1980', title: 'Bumi Manusia', place: '', publisher: '' } },
  ],
  ['own words', { ...COMMON, kind: 'reflect', least: 5 }, { kind: 'reflect', text: 'Saya periksa dulu.' }],
];

test.each(ANSWERED)('what was answered stands in the fields again, and is the same answer: %s', (_, task, answer) => {
  expect(sent(task, givenFields(answer, 'id'))).toEqual(answer);
});

test('the records that were chosen are sent with the search by which they were found', () => {
  const data = new FormData();
  for (const [name, value] of [
    ['cari', 'gunung api'],
    ['dari', '2016'],
    ['pilih', '12'],
    ['pilih', '15'],
  ] as const)
    data.append(name, value);
  expect(answerOf({ ...COMMON, kind: 'search', count: 2, filters: ['year'], near: null }, {}, data)).toEqual({
    ...{ kind: 'search', bibIds: [12, 15] },
    used: ['year'],
  });
});

test('what is missing, or no answer at all, is refused at its field', () => {
  expect(refusedAt(question({ form: 'one', options }), {})).toEqual(['choice']);
  expect(refusedAt(question({ form: 'one', options }), { choice: '3' })).toEqual(['choice']);
  expect(refusedAt(question({ form: 'order', items: options }), { p0: '0', p1: '1' })).toEqual(['p2']);
  expect(refusedAt(question({ form: 'match', lefts: ['a'], rights: ['x'] }), { m0: '1' })).toEqual(['m0']);
  expect(refusedAt(question({ form: 'number' }), { value: ' ' })).toEqual(['value']);
  expect(refusedAt(question({ form: 'number' }), { value: 'tiga' })).toEqual(['value']);
  expect(refusedAt(compare, { l0: 'a', l1: 'c' })).toEqual(['l1']);
});

test('each question of a bank has fields of its own, by its number in the bank, and they show what was answered', () => {
  const bank: ShownTask = {
    ...{ ...COMMON, kind: 'bank', draw: 2, of: 5 },
    questions: [
      { number: 1, prompt: 'Mana?', language: 'id', asked: { form: 'one', options: ['a', 'b'] } },
      { number: 4, prompt: 'Berapa?', language: 'id', asked: { form: 'number' } },
    ],
  };
  const fields = { 'q1-choice': '1', 'q4-value': '2,5' };
  const answer = sent(bank, fields);
  expect(answer).toEqual({
    kind: 'bank',
    answers: [
      { question: 1, said: { kind: 'one', choice: 1 } },
      { question: 4, said: { kind: 'number', value: 2.5 } },
    ],
  });
  expect(givenFields(answer, 'id')).toEqual(fields);
  // a page that shows other questions than those that are drawn answers none of them
  expect(refusedAt(bank, { 'q0-choice': '1', 'q4-value': '2' })).toEqual(['q1-choice']);
});
