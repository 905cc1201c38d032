import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answers, judgeAnswer } from './judge.ts';
import { missReasons } from './miss-reasons.ts';
import { showTask, UNTOUCHED } from './show-task.ts';
import { shownOrder } from './shuffle.ts';
import type { Asked, CompareTask, QuestionTask, Words } from './tasks.ts';

const w = (id: string, en = ''): Words => ({ id, en });
const question = (asked: Asked): QuestionTask => ({
  ...{ kind: 'question', prompt: w('Soal'), hints: [], why: w('Karena begitu.') },
  asked,
});
const at = { taskId: 7, locale: 'id' as const };
const judge = (asked: Asked, answer: Parameters<typeof judgeAnswer>[1]) => judgeAnswer(question(asked), answer, at);

test('one choice: the right one passes, another is told what was wrong with it', () => {
  const asked: Asked = {
    form: 'one',
    options: [
      { label: w('Sebarkan'), right: false, feedback: w('Belum tentu benar.') },
      { label: w('Periksa'), right: true, feedback: w('Tepat.') },
    ],
  };
  expect(judge(asked, { kind: 'one', choice: 1 })).toMatchObject({
    right: true,
    feedback: ['Tepat.'],
    why: 'Karena begitu.',
  });
  expect(judge(asked, { kind: 'one', choice: 0 })).toMatchObject({
    right: false,
    feedback: ['Belum tentu benar.'],
    why: '',
  });
  expect(answers(question(asked), { kind: 'one', choice: 2 })).toBe(false);
  expect(answers(question(asked), { kind: 'several', choices: [1] })).toBe(false);
});

test('several choices: all right ones and no other', () => {
  const asked: Asked = {
    form: 'several',
    options: [true, true, false].map((right, i) => ({ label: w(`${i}`), right, feedback: w('') })),
  };
  expect(judge(asked, { kind: 'several', choices: [0, 1] }).right).toBe(true);
  expect(judge(asked, { kind: 'several', choices: [0] })).toMatchObject({ right: false, marks: [true, true, true] });
  expect(missReasons(judge(asked, { kind: 'several', choices: [0] }))).toEqual(['too_few']);
  // one empty answer gives nothing away
  expect(judge(asked, { kind: 'several', choices: [] })).toMatchObject({ right: false, marks: [true, true, true] });
  expect(judge(asked, { kind: 'several', choices: [0, 1, 2] }).right).toBe(false);
});

test('numbers within their tolerance, short words whatever their capitals and accents', () => {
  expect(judge({ form: 'number', right: 3.5, tolerance: 0.1 }, { kind: 'number', value: 3.6 }).right).toBe(true);
  expect(judge({ form: 'number', right: 3.5, tolerance: 0.1 }, { kind: 'number', value: 3.7 }).right).toBe(false);
  const short: Asked = { form: 'short', accepted: ['Nomor panggil', 'call number'] };
  expect(judge(short, { kind: 'short', text: '  NOMOR  Panggil ' }).right).toBe(true);
  expect(judge(short, { kind: 'short', text: 'nomor' }).right).toBe(false);
  // nothing is no answer, and never one that is accepted
  expect(judge(short, { kind: 'short', text: '' }).right).toBe(false);
});

test('gaps are judged one by one', () => {
  const gap: Asked = { form: 'gap', text: w('Siapa ___ dan kapan ___?'), gaps: [['menulis', 'penulis'], ['terbit']] };
  expect(judge(gap, { kind: 'gap', texts: ['penulis', 'dicetak'] })).toMatchObject({
    right: false,
    marks: [true, false],
  });
  expect(judge(gap, { kind: 'gap', texts: ['Menulis', 'terbit'] }).right).toBe(true);
  expect(showTask(7, question(gap), UNTOUCHED, 'id')).toMatchObject({
    asked: { pieces: ['Siapa ', ' dan kapan ', '?'] },
  });
});

test('what is put in order or matched is shown otherwise, and the answer that follows what is shown is right', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 1_000_000 }), (n, taskId) => {
      const shown = shownOrder(n, taskId);
      expect(shown.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(shown.some((place, i) => place !== i)).toBe(true);
      const order = question({ form: 'order', items: Array.from({ length: n }, (_, i) => w(`${i}`)) });
      const places = shown.map((place) => place + 1);
      expect(judgeAnswer(order, { kind: 'order', places }, { taskId, locale: 'id' }).right).toBe(true);
      expect(judgeAnswer(order, { kind: 'order', places: places.map(() => 1) }, { taskId, locale: 'id' }).right).toBe(
        false,
      );
      const match = question({
        form: 'match',
        pairs: Array.from({ length: n }, (_, i) => ({ left: w(`k${i}`), right: w(`v${i}`) })),
      });
      const choices = Array.from({ length: n }, (_, i) => shown.indexOf(i));
      expect(judgeAnswer(match, { kind: 'match', choices }, { taskId, locale: 'id' }).right).toBe(true);
    }),
  );
});

test('a name in a reference is the same turned round; a part that the source has not is not asked', () => {
  const task = {
    ...{ kind: 'citation' as const, prompt: w('Kutip'), hints: [], shown: w('Halaman judul') },
    work: {
      author: 'Toer, Pramoedya Ananta',
      year: '2005',
      title: 'Bumi Manusia',
      place: '',
      publisher: 'Lentera Dipantara',
    },
  };
  const parts = {
    author: 'Pramoedya Ananta Toer',
    year: '2005',
    title: 'bumi manusia',
    place: 'Jakarta',
    publisher: 'Lentera Dipantara',
  };
  expect(judgeAnswer(task, { kind: 'citation', parts }, at).right).toBe(true);
  const wrong = judgeAnswer(task, { kind: 'citation', parts: { ...parts, year: '2006' } }, at);
  expect(wrong).toMatchObject({ right: false, parts: { author: true, year: false } });
  expect(missReasons(wrong)).toEqual(['part_year']);
  expect(showTask(7, task, UNTOUCHED, 'id')).toMatchObject({ parts: ['author', 'year', 'title', 'publisher'] });
});

test('two sources: each line is told whether the expert agrees, and what the expert says comes only then', () => {
  const source = { title: w('A'), text: w('…'), about: w('') };
  const task: CompareTask = {
    ...{
      kind: 'compare',
      prompt: w('Mana'),
      hints: [],
      sources: [source, source],
      expert: w('B menyebut lembaganya.'),
    },
    lines: [
      { label: w('Penulisnya disebut?'), right: 'b', why: w('Ada namanya.') },
      { label: w('Tenang?'), right: 'same', why: w('') },
    ],
  };
  expect(JSON.stringify(showTask(1, task, UNTOUCHED, 'id'))).not.toContain('lembaganya');
  const outcome = judgeAnswer(task, { kind: 'compare', lines: ['b', 'a'], reason: 'Karena jelas.' }, at);
  expect(outcome).toMatchObject({
    right: false,
    lines: [{ agrees: true }, { agrees: false, right: 'same' }],
    expert: 'B menyebut lembaganya.',
  });
  expect(missReasons(outcome)).toEqual(['line_2']);
});

test('own words are long enough or not, counted in letters', () => {
  const task = { kind: 'reflect' as const, prompt: w('Ceritakan'), hints: [], least: 5 };
  expect(judgeAnswer(task, { kind: 'reflect', text: ' abc ' }, at)).toMatchObject({ right: false, missing: 2 });
  expect(judgeAnswer(task, { kind: 'reflect', text: 'abcde' }, at).right).toBe(true);
});

test('a shown task holds nothing of what is right', () => {
  const secret = 'RAHASIA';
  const kinds: Asked[] = [
    { form: 'short', accepted: [secret] },
    { form: 'number', right: 424_242, tolerance: 0 },
    { form: 'gap', text: w('a ___'), gaps: [[secret]] },
    {
      form: 'one',
      options: [
        { label: w('x'), right: true, feedback: w(secret) },
        { label: w('y'), right: false, feedback: w(secret) },
      ],
    },
  ];
  for (const asked of kinds) {
    const shown = JSON.stringify(
      showTask(3, { ...question(asked), hints: [w(secret)], why: w(secret) }, UNTOUCHED, 'id'),
    );
    expect(shown).not.toMatch(/RAHASIA|424242|"right":true|correct/);
  }
});

test('sides and items that read the same are the same: whichever was chosen', () => {
  const pairs = ['Fakta', 'Fakta', 'Pendapat'].map((right, i) => ({ left: w(`Kalimat ${i}`), right: w(right) }));
  const match = question({ form: 'match', pairs });
  for (let taskId = 1; taskId < 30; taskId += 1) {
    const shown = showTask(taskId, match, UNTOUCHED, 'id');
    if (shown.kind !== 'question' || shown.asked.form !== 'match') throw new Error('it is matched');
    const { rights } = shown.asked;
    expect(rights.toSorted()).toEqual(['Fakta', 'Pendapat']);
    const choices = pairs.map(({ right }) => rights.indexOf(right.id));
    expect(judgeAnswer(match, { kind: 'match', choices }, { taskId, locale: 'id' }).right).toBe(true);
  }
  const order = question({ form: 'order', items: [w('Cari'), w('Baca'), w('Cari')] });
  const shown = shownOrder(3, 7);
  const places = shown.map((place) => [3, 2, 1][place] ?? 0);
  expect(judgeAnswer(order, { kind: 'order', places }, at).right).toBe(true);
  expect(judgeAnswer(order, { kind: 'order', places: [1, 1, 2] }, at).right).toBe(false);
});
