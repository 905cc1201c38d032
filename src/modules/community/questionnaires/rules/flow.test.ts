import { expect, test } from 'vitest';
import { checkAnswers } from './check-answers.ts';
import { blankQuestion, contentFaults, withImportance, type Question } from './content.ts';
import { dropQuestion, moveQuestion, newQuestion, putQuestion } from './edit-content.ts';
import { askedQuestions, neighbourPage, pagesOf } from './flow.ts';
import { frequentTerms } from './frequent-terms.ts';
import { itemResults, reliability } from './item-results.ts';
import { scoreTest } from './score-test.ts';

const options = (...values: string[]): Question['options'] =>
  values.map((value, at) => ({ value, label: { id: value, en: '' }, score: at + 1, correct: false }));
const one = (id: string, more: Partial<Question> = {}): Question => ({
  ...blankQuestion(id, 'single'),
  label: { id, en: '' },
  options: options('ya', 'tidak'),
  ...more,
});
const bus = one('naik', { required: true });
const where = one('halte', {
  ...blankQuestion('halte', 'text'),
  required: true,
  when: { question: 'naik', is: 'any_of', values: ['ya'] },
});
const why = one('sebab', {
  ...blankQuestion('sebab', 'text'),
  when: { question: 'halte', is: 'none_of', values: ['x'] },
});

test('what hangs on an answer is asked only then, and what hangs on that not at all without it', () => {
  const all = [bus, where, why];
  const ids = (answers: Record<string, string>): string[] => askedQuestions(all, answers).map(({ id }) => id);
  expect(ids({})).toEqual(['naik']);
  expect(ids({ naik: 'ya' })).toEqual(['naik', 'halte']);
  expect(ids({ naik: 'tidak', halte: 'Alun-alun' })).toEqual(['naik']);
});

test('an answer to a question that is not asked is dropped, and it is not missed either', () => {
  expect(checkAnswers([bus, where], { naik: 'tidak', halte: 'Alun-alun' })).toEqual({
    answers: { naik: 'tidak' },
    faults: {},
  });
  expect(checkAnswers([bus, where], { naik: 'ya', halte: ' ' }).faults).toEqual({ halte: 'required' });
  expect(checkAnswers([bus, where], { naik: 'mungkin' }).faults).toEqual({ naik: 'invalid' });
});

test('with a section its questions go', () => {
  const section: Question = {
    ...blankQuestion('bagian', 'section'),
    when: { question: 'naik', is: 'any_of', values: ['ya'] },
  };
  const inside = one('dalam');
  const after: Question = blankQuestion('lain', 'section');
  const all = [bus, section, inside, after, one('luar')];
  expect(askedQuestions(all, { naik: 'tidak' }).map(({ id }) => id)).toEqual(['naik', 'lain', 'luar']);
});

test('without a script a page ends before what hangs on it, and a page with nothing to ask is passed over', () => {
  const all = [bus, where, one('akhir')];
  const pages = pagesOf(all, false);
  expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['naik'], ['halte', 'akhir']]);
  expect(neighbourPage([[bus], [where], [one('akhir')]], all, { naik: 'tidak' }, 0, 1)).toBe(2);
  expect(neighbourPage([[bus], [where], [one('akhir')]], all, { naik: 'tidak' }, 2, -1)).toBe(0);
  expect(neighbourPage([[bus]], [bus], {}, 0, 1)).toBeNull();
});

test('every kind of answer is read for what it is', () => {
  const of = (question: Question, given: unknown) => checkAnswers([question], { [question.id]: given });
  const number: Question = { ...blankQuestion('umur', 'number'), min: 0, max: 120 };
  expect(of(number, '12,5').answers).toEqual({ umur: 12.5 });
  expect(of(number, '121').faults).toEqual({ umur: 'quest_out_of_range' });
  expect(of(number, '1.234,5').faults).toEqual({ umur: 'invalid' });
  expect(of(blankQuestion('b', 'rating'), '3').answers).toEqual({ b: 3 });
  expect(of(blankQuestion('b', 'rating'), '6').faults).toEqual({ b: 'quest_out_of_range' });
  expect(of(blankQuestion('d', 'date'), '2026-02-29').faults).toEqual({ d: 'invalid' });
  expect(of(blankQuestion('d', 'date'), '2028-02-29').answers).toEqual({ d: '2028-02-29' });
  const several: Question = { ...blankQuestion('m', 'multiple'), options: options('a', 'b') };
  expect(of(several, ['a', 'a', 'b']).answers).toEqual({ m: ['a', 'b'] });
  expect(of(several, ['c']).faults).toEqual({ m: 'invalid' });
  const matrix: Question = {
    ...blankQuestion('x', 'matrix'),
    required: true,
    options: options('baik', 'buruk'),
    rows: ['satu', 'dua'].map((id) => ({ id, label: { id, en: '' } })),
  };
  expect(of(matrix, { satu: 'baik' })).toEqual({ answers: { x: { satu: 'baik' } }, faults: { 'x.dua': 'required' } });
  expect(of(matrix, { tiga: 'baik' }).faults).toMatchObject({ x: 'invalid' });
});

test('a content says what is wrong with it: twice the same id, a condition on what comes later, a test without a right answer', () => {
  const content = (...questions: Question[]) => ({
    title: { id: 'Uji', en: '' },
    intro: { id: '', en: '' },
    thanks: { id: '', en: '' },
    paged: false,
    questions,
  });
  expect(contentFaults(content(bus, where))).toEqual({});
  expect(contentFaults(content(bus, bus))).toEqual({ 'questions.1.id': 'taken' });
  expect(contentFaults(content(where, bus))).toEqual({ 'questions.0.when': 'quest_condition' });
  expect(contentFaults(content(one('t', { points: 1 })))).toEqual({ 'questions.0.points': 'quest_right_answer' });
  expect(contentFaults(content(one('s', { options: options('a') })))).toEqual({
    'questions.0.options': 'quest_two_options',
  });
});

test('a test is scored in percent of its points; of several right answers all are needed', () => {
  const right = (...values: string[]): Question['options'] =>
    options('a', 'b', 'c').map((option) => ({ ...option, correct: values.includes(option.value) }));
  const easy = one('e', { points: 1, options: right('a') });
  const hard: Question = { ...blankQuestion('h', 'multiple'), points: 3, options: right('a', 'b') };
  expect(scoreTest([easy, hard], { e: 'a', h: ['b', 'a'] })).toBe(100);
  expect(scoreTest([easy, hard], { e: 'a', h: ['a'] })).toBe(25);
  expect(scoreTest([easy, hard], {})).toBe(0);
  expect(scoreTest([bus], { naik: 'ya' })).toBeNull();
});

test('items: distribution, average, the two best, percent; fewer than five are hidden', () => {
  const likert: Question = {
    ...blankQuestion('l', 'likert'),
    options: ['1', '2', '3', '4'].map((value, at) => ({
      value,
      label: { id: value, en: '' },
      score: at + 1,
      correct: false,
    })),
  };
  const given = (...values: string[]) => values.map((value) => ({ l: value }));
  expect(itemResults([likert], given('4', '4', '3', '2'))[0]).toMatchObject({
    n: 4,
    hidden: true,
    counts: [],
    mean: null,
  });
  const [item] = itemResults([likert], given('4', '4', '3', '2', '1'));
  expect(item).toMatchObject({
    n: 5,
    hidden: false,
    mean: 2.8,
    highest: 4,
    lowest: 1,
    percent: 70,
    topTwo: null,
  });
  // intervals begin at ten
  const [twice] = itemResults([likert], given('4', '4', '3', '2', '1', '4', '4', '3', '2', '1'));
  expect(twice?.topTwo).toMatchObject({ count: 6, share: 0.6 });
  expect(item?.counts.map(({ count }) => count)).toEqual([1, 1, 1, 2]);
  // one item alone cannot hang together with anything
  expect(reliability([likert], given('4', '4', '3', '2', '1'))).toBeNull();
});

test('how items hang together is reckoned from those that everybody was asked', () => {
  const likert = (id: string): Question => ({
    ...blankQuestion(id, 'likert'),
    options: ['1', '2', '3', '4'].map((value, at) => ({
      value,
      label: { id: value, en: '' },
      score: at + 1,
      correct: false,
    })),
  });
  const [one, two] = [likert('satu'), likert('dua')];
  const some: Question = { ...likert('tiga'), when: { question: 'satu', is: 'any_of', values: ['1'] } };
  const all = ['4', '4', '3', '2', '1', '3'].map((satu) => ({ satu, dua: satu }));
  const few = all.map((answers) => (answers.satu === '1' ? { ...answers, tiga: '2' } : answers));
  expect(reliability([one, two], all)).toMatchObject({ n: 6 });
  expect(reliability([one, two, some], few)).toEqual(reliability([one, two], all));
  const section: Question = { ...blankQuestion('bagian', 'section'), when: some.when };
  expect(reliability([one, two, section, likert('tiga')], few)).toEqual(reliability([one, two], all));
});

test('free texts are grouped by what at least two of them say, not by words that say nothing', () => {
  const texts = [
    'Waktu praktik kurang, mohon ditambah',
    'Lebih banyak waktu praktik',
    'Kode QR di rak sangat membantu',
    'Saya suka kode QR',
    'Ruangannya dingin',
  ];
  const terms = frequentTerms(texts);
  expect(terms.map(({ term, count }) => [term, count])).toEqual([
    ['kode qr', 2],
    ['waktu praktik', 2],
  ]);
  expect(terms[1]?.texts).toEqual([0, 1]);
  expect(frequentTerms(['sangat baik', 'tidak ada'])).toEqual([]);
});

test('questions are added, moved and taken away; what hung on one that is gone is asked always', () => {
  const content = {
    title: { id: 'Uji', en: '' },
    intro: { id: '', en: '' },
    thanks: { id: '', en: '' },
    paged: false,
    questions: [bus, where],
  };
  const fresh = newQuestion(content, 'text');
  expect(fresh.id).toBe('p3');
  const more = putQuestion(content, fresh);
  expect(more.questions.map(({ id }) => id)).toEqual(['naik', 'halte', 'p3']);
  expect(newQuestion({ questions: [one('p2')] }, 'text').id).toBe('p3');
  expect(moveQuestion(more, 'p3', -1).questions.map(({ id }) => id)).toEqual(['naik', 'p3', 'halte']);
  expect(moveQuestion(more, 'naik', -1)).toBe(more);
  expect(moveQuestion(more, 'p3', 1)).toBe(more);
  expect(putQuestion(more, { ...bus, required: false }).questions[0]?.required).toBe(false);
  expect(dropQuestion(content, 'naik').questions).toMatchObject([{ id: 'halte', when: null }]);
});

test('how important something is stands beside it, and goes with it; beside a matrix it is a question of its own', () => {
  const weight = { ...one('penting'), kind: 'likert' as const, importanceOf: 'naik' };
  const content = {
    ...{ title: { id: 'Uji', en: '' }, intro: { id: '', en: '' }, thanks: { id: '', en: '' } },
    ...{ paged: false, questions: [bus, one('p2'), weight] },
  };
  const shown = (questions: typeof content.questions) =>
    withImportance(questions).map(({ question, importance }) => [question.id, importance?.id ?? null]);
  expect(shown(content.questions)).toEqual([
    ['naik', 'penting'],
    ['p2', null],
  ]);
  expect(shown([{ ...bus, kind: 'matrix' }, weight])).toEqual([
    ['naik', null],
    ['penting', null],
  ]);
  expect(shown([weight])).toEqual([['penting', null]]);
  expect(dropQuestion(content, 'naik').questions.map(({ id }) => id)).toEqual(['p2']);
});

test('what tens of thousands of answers have in common is counted in the time that it takes to read them', () => {
  const vocabulary = Array.from({ length: 4000 }, (_, nth) => `kata${nth}`);
  const texts = Array.from({ length: 40_000 }, (_, nth) =>
    ['ruang baca', ...Array.from({ length: 10 }, (_, at) => vocabulary[(nth * 7 + at * 613) % vocabulary.length])].join(
      ', ',
    ),
  );
  const [first] = frequentTerms(texts);
  expect(first).toMatchObject({ term: 'ruang baca', count: 40_000 });
});
