import { expect, test } from 'vitest';
import { isDoneByPaper, paperForm, readCell } from './paper-cells.ts';
import type { Asked, Task } from './tasks.ts';

const words = (id: string) => ({ id, en: '' });
const question = (asked: Asked): Task => ({
  ...{ kind: 'question', prompt: words('Apa?'), hints: [], why: words('') },
  asked,
});
const option = (id: string) => ({ label: words(id), right: false, feedback: words('') });
const three = [option('a'), option('b'), option('c')];

test('what was ticked is read by letter or number, one or several, and nothing beyond what there is', () => {
  const one = question({ form: 'one', options: three });
  expect(readCell(one, 'b')).toEqual({ kind: 'one', choice: 1 });
  expect(readCell(one, ' 3 ')).toEqual({ kind: 'one', choice: 2 });
  for (const said of ['d', '0', 'ab', '?', '4']) expect(readCell(one, said)).toBeNull();
  const several = question({ form: 'several', options: three });
  for (const said of ['AC', 'c, a', '1 3', 'a c a'])
    expect(readCell(several, said)).toEqual({ kind: 'several', choices: [0, 2] });
  for (const said of ['AD', '-', '0']) expect(readCell(several, said)).toBeNull();
});

test('an order has as many places as there are things, a number may have a comma', () => {
  const order = question({ form: 'order', items: [words('a'), words('b'), words('c')] });
  expect(readCell(order, '2,1,3')).toEqual({ kind: 'order', places: [2, 1, 3] });
  for (const said of ['2 1', 'b a c', '']) expect(readCell(order, said)).toBeNull();
  const number = question({ form: 'number', right: 3.5, tolerance: 0 });
  expect(readCell(number, '3,5')).toEqual({ kind: 'number', value: 3.5 });
  for (const said of ['tiga', '3,5 cm', '1e9']) expect(readCell(number, said)).toBeNull();
});

test('own words are said to be done; what is done here alone is none for paper', () => {
  const reflect: Task = { kind: 'reflect', prompt: words('Tulis'), hints: [], least: 40 };
  expect(readCell(reflect, 'V')).toEqual({ kind: 'reflect', text: '' });
  expect(readCell(reflect, 'belum')).toBeNull();
  const gap = question({ form: 'gap', text: words('___'), gaps: [['a']] });
  expect(paperForm(gap)).toBeNull();
  expect(readCell(gap, 'a')).toBeNull();
});

test('a lesson is done by paper when what the own version and the sheet both ask is answered', () => {
  expect(isDoneByPaper({ own: [1, 2], sheet: [1, 2] }, new Set([1, 2]))).toBe(true);
  expect(isDoneByPaper({ own: [1, 2], sheet: [1, 2] }, new Set([1]))).toBe(false);
  // one was taken out of the course since, another came
  expect(isDoneByPaper({ own: [1, 2], sheet: [1, 3] }, new Set([1]))).toBe(true);
  expect(isDoneByPaper({ own: [1, 2], sheet: [1, 3] }, new Set([2, 3]))).toBe(false);
  // nothing is the same any more
  expect(isDoneByPaper({ own: [1], sheet: [2, 3] }, new Set([2]))).toBe(false);
  expect(isDoneByPaper({ own: [1], sheet: [2, 3] }, new Set([2, 3]))).toBe(true);
});
