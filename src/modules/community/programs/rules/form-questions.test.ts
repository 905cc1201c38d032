import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hangsInTheAir, moveQuestion, putQuestion } from './form-questions.ts';

type Question = Parameters<typeof hangsInTheAir>[0][number];
const asks = (id: string, when: Question['when'] = null): Question => ({ id, kind: 'yes_no', options: [], when });
const meal = asks('makan');
const allergy = asks('alergi', { id: 'makan', equals: 'yes' });
const size: Question = { id: 'kaus', kind: 'choice', options: ['S', 'M'], when: null };

test('a question may only hang on a question above it, and on an answer that it offers', () => {
  expect(hangsInTheAir([meal, allergy])).toBeUndefined();
  expect(hangsInTheAir([allergy, meal])).toBe(allergy);
  expect(hangsInTheAir([allergy])).toBe(allergy);
  const never = asks('lengan', { id: 'kaus', equals: 'XL' });
  expect(hangsInTheAir([size, never])).toBe(never);
  expect(hangsInTheAir([size, asks('lengan', { id: 'kaus', equals: 'M' })])).toBeUndefined();
});

test('a known question changes in its place, a new one comes last', () => {
  const changed = { ...meal, options: ['x'] };
  expect(putQuestion([meal, size], changed)).toEqual([changed, size]);
  expect(putQuestion([meal], size)).toEqual([meal, size]);
});

test('moving loses and doubles none, and back again is where it was', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(ids, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (numbers, nth, by) => {
      const form = numbers.map((number) => asks(`t${number}`));
      const id = form[nth % form.length]?.id ?? '';
      const moved = moveQuestion(form, id, by);
      expect(new Set(moved)).toEqual(new Set(form));
      expect(moved).toHaveLength(form.length);
      const stayed = moved.every((one, i) => one === form[i]);
      if (!stayed) expect(moveQuestion(moved, id, by === 1 ? -1 : 1)).toEqual(form);
    }),
  );
});
