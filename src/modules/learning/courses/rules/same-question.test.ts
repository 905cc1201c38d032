import { expect, test } from 'vitest';
import { asksTheSame, asOwnAnswer } from './same-question.ts';
import type { Asked, BankTask, Task } from './tasks.ts';

const words = (id: string) => ({ id, en: '' });
const question = (asked: Asked, prompt = 'Apa?'): Task => ({
  ...{ kind: 'question', prompt: words(prompt), hints: [], why: words('') },
  asked,
});
/** Options by their words; those with a star are right. */
const ticked = (form: 'one' | 'several', ...labels: string[]): Asked => ({
  form,
  options: labels.map((label) => ({
    ...{ label: words(label.replace('*', '')), right: label.endsWith('*'), feedback: words('') },
  })),
});
const order = (...items: string[]): Asked => ({ form: 'order', items: items.map(words) });

test('what is right, what is said of it and a translation may change: it is still the same question', () => {
  const own = question(ticked('one', 'a', 'b*'));
  expect(asksTheSame(own, question(ticked('one', 'a*', 'b')))).toBe(true);
  expect(asksTheSame(own, { ...own, prompt: { id: 'Apa?', en: 'What?' }, hints: [words('Lihat lagi')] })).toBe(true);
  const number = question({ form: 'number', right: 3, tolerance: 0 });
  expect(asksTheSame(number, question({ form: 'number', right: 4, tolerance: 1 }))).toBe(true);
  const answer = { kind: 'one', choice: 1 } as const;
  expect(asOwnAnswer(own, question(ticked('one', 'a*', 'b')), answer)).toEqual(answer);
});

test('other words, another order and another form ask something else', () => {
  const own = question(order('a', 'b', 'c'));
  for (const other of [
    question(order('a', 'b', 'c'), 'Yang mana?'),
    question(order('b', 'a', 'c')),
    question(order('a', 'b')),
    question({ form: 'number', right: 3, tolerance: 0 }),
  ]) {
    expect(asksTheSame(own, other)).toBe(false);
    expect(asOwnAnswer(own, other, { kind: 'order', places: [1, 2, 3] })).toBeNull();
  }
  const short = (prompt: string) => question({ form: 'short', accepted: ['kamus'] }, prompt);
  expect(asOwnAnswer(short('Apa ini?'), short('Apa itu?'), { kind: 'short', text: 'kamus' })).toBeNull();
});

test('what was ticked is looked for by its words, also where the question reads otherwise', () => {
  const own = question(ticked('one', 'a', 'b*', 'c'));
  const printed = question(ticked('one', 'b*', 'd', 'a'), 'Apa sebenarnya?');
  expect(asOwnAnswer(own, printed, { kind: 'one', choice: 0 })).toEqual({ kind: 'one', choice: 1 });
  expect(asOwnAnswer(own, printed, { kind: 'one', choice: 2 })).toEqual({ kind: 'one', choice: 0 });
  expect(asOwnAnswer(own, printed, { kind: 'one', choice: 1 })).toBeNull();
  const some = question(ticked('several', 'a*', 'b', 'c*'));
  const turned = question(ticked('several', 'c*', 'b', 'a*'));
  expect(asOwnAnswer(some, turned, { kind: 'several', choices: [0, 1] })).toEqual({ kind: 'several', choices: [1, 2] });
  // one that may be ticked once is none of which several may
  expect(asOwnAnswer(question(ticked('one', 'c', 'a*')), turned, { kind: 'several', choices: [0] })).toBeNull();
});

test('two options that read the same are not told apart by their words', () => {
  const own = question(ticked('one', 'a', 'a*', 'b'));
  expect(asOwnAnswer(own, question(ticked('one', 'b', 'a*')), { kind: 'one', choice: 1 })).toBeNull();
  expect(asOwnAnswer(own, own, { kind: 'one', choice: 1 })).toEqual({ kind: 'one', choice: 1 });
});

test('where what is right does not stand on the sheet, nothing on it is an answer', () => {
  const own = question(ticked('several', 'a*', 'b*', 'c'));
  expect(asOwnAnswer(own, question(ticked('several', 'a*', 'c')), { kind: 'several', choices: [0] })).toBeNull();
  const one = question(ticked('one', 'a', 'b*'));
  expect(asOwnAnswer(one, question(ticked('one', 'a', 'd*')), { kind: 'one', choice: 0 })).toBeNull();
});

test('a bank is the same with the same questions and as many drawn; own words always are', () => {
  const bank = (draw: number, ...rights: number[]): BankTask => ({
    ...{ kind: 'bank', prompt: words('Jawab'), hints: [], draw },
    questions: rights.map((right, at) => ({
      ...{ prompt: words(`Soal ${at}`), why: words('') },
      asked: { form: 'number', right, tolerance: 0 },
    })),
  });
  expect(asksTheSame(bank(2, 1, 2, 3), bank(2, 1, 2, 4))).toBe(true);
  expect(asksTheSame(bank(2, 1, 2, 3), bank(1, 1, 2, 3))).toBe(false);
  expect(asOwnAnswer(bank(2, 1, 2, 3), bank(2, 1, 2), { kind: 'bank', answers: [] })).toBeNull();
  const [first, ...rest] = bank(2, 1, 2, 3).questions.toReversed();
  expect(first && asksTheSame(bank(2, 1, 2, 3), { ...bank(2), questions: [first, ...rest] })).toBe(false);
  const reflect = (prompt: string): Task => ({ kind: 'reflect', prompt: words(prompt), hints: [], least: 20 });
  const done = { kind: 'reflect', text: '' } as const;
  expect(asOwnAnswer(reflect('Tulis'), reflect('Ceritakan'), done)).toEqual(done);
  expect(asOwnAnswer(bank(1, 1), reflect('Tulis'), done)).toBeNull();
});
