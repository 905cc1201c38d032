import { describe, expect, test } from 'vitest';
import type { Task, Words } from '#modules/learning/courses/client';
import { taskOf, taskValues } from './task-form.server.ts';
import { taskRefusal } from './task-refusal.server.ts';

const said = (id: string, en = ''): Words => ({ id, en });
const common = {
  prompt: said('Kerjakan.\nPelan-pelan.', 'Do it.'),
  hints: [said('Lihat raknya'), said('Pakai tahun', 'Use years')],
};
const question = (asked: Extract<Task, { kind: 'question' }>['asked']): Task => ({
  ...{ kind: 'question', ...common, asked, why: said('Sebab itu sumbernya', 'For it is the source'), tries: 2 },
});
const ALL: [string, Task][] = [
  [
    'a search',
    {
      ...{ kind: 'search', ...common },
      goal: {
        ...{ count: 2, ddc: ['551.2', '55'], words: 'gunung api', yearFrom: 2016, yearTo: null },
        ...{ language: 'ind', material: null, audience: 'anak', standing: 'held' },
        ...{ places: ['KOTA', 'KEL.1'], filters: ['year', 'available'], near: 5 },
      },
    },
  ],
  [
    'a comparison',
    {
      ...{ kind: 'compare', ...common },
      sources: [
        { title: said('A'), text: said('Kelud tenang.', 'Kelud is calm.'), about: said('') },
        { title: said('B'), text: said('Kelud meletus.'), about: said('Pos pengamatan, 2026') },
      ],
      lines: [
        { label: said('Siapa penulisnya?'), right: 'b', why: said('B bernama', 'B has a name') },
        { label: said('Mana yang lebih baru?'), right: 'same', why: said('') },
      ],
      expert: said('B lebih bisa dipercaya.'),
    },
  ],
  [
    'a citation',
    {
      ...{ kind: 'citation', ...common, shown: said('Bumi Manusia, 1980') },
      work: { author: 'Toer, Pramoedya Ananta', year: '1980', title: 'Bumi Manusia', place: 'Jakarta', publisher: '' },
    },
  ],
  [
    'one choice',
    question({
      form: 'one',
      options: [
        { label: said('Sebarkan', 'Share it'), right: false, feedback: said('Tunggu dulu', 'Wait') },
        { label: said('Periksa'), right: true, feedback: said('') },
      ],
    }),
  ],
  [
    'several choices',
    question({
      form: 'several',
      options: ['Penulis', 'Tanggal', 'Warna'].map((label, at) => ({
        ...{ label: said(label), right: at < 2, feedback: said('') },
      })),
    }),
  ],
  ['an order', question({ form: 'order', items: [said('Tanya', 'Ask'), said('Cari'), said('Tulis')] })],
  [
    'pairs',
    question({
      form: 'match',
      pairs: [
        { left: said('200'), right: said('Agama', 'Religion') },
        { left: said('500'), right: said('Ilmu alam') },
      ],
    }),
  ],
  ['a number', question({ form: 'number', right: -1234567.25, tolerance: 0.5 })],
  ['a short answer', question({ form: 'short', accepted: ['Pramoedya', 'Pram, si pengarang', '1/2'] })],
  [
    'gaps',
    question({ form: 'gap', text: said('Ibu kota ___ ialah ___.'), gaps: [['Jawa Timur', 'Jatim'], ['Surabaya']] }),
  ],
  [
    'a bank',
    {
      ...{ kind: 'bank', ...common, draw: 2 },
      questions: [
        {
          prompt: said('Yang mana?', 'Which?'),
          asked: {
            form: 'several',
            options: [
              { label: said('Ini', 'This'), right: true, feedback: said('') },
              { label: said('Itu'), right: false, feedback: said('Bukan', 'No') },
            ],
          },
          why: said('Sebab', 'For'),
        },
        { prompt: said('Berapa?'), asked: { form: 'number', right: 2.5, tolerance: 0 }, why: said('') },
        {
          prompt: said('Isi'),
          asked: { form: 'gap', text: said('___ dan ___'), gaps: [['satu', '1'], ['dua']] },
          why: said(''),
        },
      ],
    },
  ],
  ['own words', { kind: 'reflect', ...common, least: 40 }],
];

test.each(ALL)('%s is sent as it was shown, in both languages', (_, body) => {
  expect(taskOf(taskValues(body))).toEqual(body);
});

describe('what is typed into the form', () => {
  const at = (name: string): Record<string, string> => {
    const [, body] = ALL.find(([called]) => called === name) ?? [];
    if (!body) throw new Error(`no task ${name}`);
    return taskValues(body);
  };

  test('an entry that is emptied goes, and the others keep their words', () => {
    const task = taskOf({ ...at('several choices'), 'asked.options.0.label.id': '  ' });
    expect(task).toMatchObject({ asked: { options: [{ label: said('Tanggal') }, { label: said('Warna') }] } });
    const grown = taskOf({ ...at('an order'), 'asked.items.4.id': 'Sebut sumber' });
    expect(grown).toMatchObject({ asked: { items: [{}, {}, {}, said('Sebut sumber')] } });
    expect(taskOf({ ...at('own words'), 'hints.0.id': '' })).toMatchObject({
      hints: [said('Pakai tahun', 'Use years')],
    });
  });

  test('figures are read as people here write them, and what is none is no figure', () => {
    const right = (typed: string) => taskOf({ ...at('a number'), 'asked.right': typed });
    for (const [typed, value] of [
      ['1.500', 1500],
      ['1.500.000,5', 1_500_000.5],
      ['37,5', 37.5],
      ['37.5', 37.5],
      [' 0 ', 0],
    ] as const)
      expect(right(typed), typed).toMatchObject({ asked: { right: value } });
    for (const typed of ['', 'dua', '1e9', '0x10', '--1', '1,2,3', '9'.repeat(400), 'Infinity'])
      expect(right(typed), typed).toMatchObject({ asked: { right: Number.NaN } });
  });

  test('classes are typed with commas or stars, and a year may stay empty', () => {
    expect(
      taskOf({ ...at('a search'), 'goal.ddc': ' 551.2*; 55, ,304.* ', 'goal.yearFrom': '', 'goal.filters.year': '' }),
    ).toMatchObject({ goal: { ddc: ['551.2', '55', '304'], yearFrom: null, filters: ['available'] } });
  });

  test('a question is added to a bank with its own form, one that is emptied goes, and a refusal finds those that stay', () => {
    const added = taskOf({ ...at('a bank'), 'questions.more': 'match', 'questions.0.prompt.id': '' });
    expect(added).toMatchObject({
      questions: [{ asked: { form: 'number' } }, { asked: { form: 'gap' } }, { asked: { form: 'match' } }],
    });
    const values = { ...at('a bank'), 'questions.0.prompt.id': '' };
    expect(taskRefusal({ 'questions.1.asked.gaps.1.0': 'kosong', draw: 'kebanyakan' }, values).fields).toEqual({
      'questions.2.asked.gaps.1': 'kosong',
      draw: 'kebanyakan',
    });
    // an option that was emptied before another one of the same question
    const optionGone = { ...at('a bank'), 'questions.0.asked.options.0.label.id': '' };
    expect(taskRefusal({ 'questions.0.asked.options.0.label.id': 'panjang' }, optionGone).fields).toEqual({
      'questions.0.asked.options.1.label.id': 'panjang',
    });
  });

  test('a kind that there is not is refused, and nothing else of what is sent breaks the form', () => {
    expect(() => taskOf({ kind: 'quiz' })).toThrow('platform.invalid_input');
    expect(() => taskOf({ kind: 'question', 'asked.form': '__proto__' })).toThrow('platform.invalid_input');
    for (const kind of ['search', 'compare', 'citation', 'reflect']) expect(taskOf({ kind })).toMatchObject({ kind });
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`hints.${i}.id`, 'x']));
    expect(taskOf({ kind: 'reflect', ...many }).hints?.length).toBeLessThanOrEqual(1000);
    expect(taskOf({ kind: 'reflect', 'hints.__proto__.id': 'x', 'hints.-1.id': 'x' }).hints).toEqual([]);
  });

  test('a refusal is told at the field of the form, also where an entry before it was emptied', () => {
    const values = { ...at('several choices'), 'asked.options.0.label.id': '' };
    expect(
      taskRefusal({ 'asked.options.1.label.id': 'terlalu panjang', 'asked.options': 'tandai satu' }, values),
    ).toEqual({
      fields: { 'asked.options.2.label.id': 'terlalu panjang', 'asked.options': 'tandai satu' },
      rest: ['tandai satu'],
    });
    const books = { kind: 'reading', 'books.2.ref': '9786020332956' };
    expect(taskRefusal({ 'books.0.isbn': 'salah' }, books)).toEqual({ fields: { 'books.2.ref': 'salah' }, rest: [] });
    expect(taskRefusal({ 'goal.ddc.1': 'salah' }, at('a search')).fields).toEqual({ 'goal.ddc': 'salah' });
    expect(taskRefusal({ 'asked.gaps.1.0': 'salah' }, at('gaps')).fields).toEqual({ 'asked.gaps.1': 'salah' });
    expect(taskRefusal({ 'asked.accepted.2': 'salah' }, at('a short answer')).fields).toEqual({
      'asked.accepted': 'salah',
    });
  });
});
