import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asksOf, drawnOf, NOBODYS_DRAW } from './bank.ts';
import { isNear, kmBetween, type Place } from './near.ts';
import type { BankTask } from './tasks.ts';

const words = (id: string) => ({ id, en: '' });
const bank = (count: number, draw: number): BankTask => ({
  ...{ kind: 'bank', prompt: words('Jawab'), hints: [], draw },
  questions: Array.from({ length: count }, (_, at) => ({
    ...{ prompt: words(`Soal ${at}`), why: words('') },
    asked: { form: 'number', right: at, tolerance: 0 },
  })),
});

test('everybody gets as many as were asked, each once, in the order of the bank, and the same at every look', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(1e9), fc.nat(1e9), (count, taskId, learnerId) => {
      const draw = 1 + ((taskId + learnerId) % (count - 1));
      const drawn = drawnOf(bank(count, draw), { taskId, learnerId });
      expect(new Set(drawn).size).toBe(draw);
      expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
      expect(drawnOf(bank(count, draw), { taskId, learnerId })).toEqual(drawn);
    }),
  );
});

test('the lot is even: of three hundred learners each question of four is drawn by some seventy five', () => {
  const counts = [0, 0, 0, 0];
  for (let learnerId = 1; learnerId <= 300; learnerId += 1)
    for (const at of drawnOf(bank(4, 1), { taskId: 12, learnerId })) counts[at] = (counts[at] ?? 0) + 1;
  for (const count of counts) {
    expect(count).toBeGreaterThan(45);
    expect(count).toBeLessThan(105);
  }
});

test('who answered a bank on paper stays with the questions of the paper', () => {
  const task = bank(6, 2);
  const onPaper = drawnOf(task, { taskId: 5, learnerId: NOBODYS_DRAW });
  const answer = { kind: 'bank' as const, answers: onPaper.map((question) => ({ question, said: null })) };
  expect(asksOf(task, { taskId: 5, learnerId: 99, answer })).toEqual(onPaper);
  // the paper was of another version, whose bank is larger: whoever has an earlier one is not left with nothing
  const earlier = bank(2, 1);
  const later = { kind: 'bank' as const, answers: [{ question: 5, said: null }] };
  const own = drawnOf(earlier, { taskId: 5, learnerId: 99 });
  expect(asksOf(earlier, { taskId: 5, learnerId: 99, answer: later })).toEqual(own);
});

const place = (id: number, about: Partial<Place>): Place => ({
  ...{ id, latitude: null, longitude: null, kelurahan: null, kecamatan: null, ...about },
});

test('what is near: by kilometres where both lie somewhere, else by kecamatan, else by kelurahan', () => {
  // a hundredth of a degree of latitude is 1.11 km, at every place of the earth
  const blitar = place(1, { latitude: -8.093, longitude: 112.168, kecamatan: 'Sananwetan' });
  const north = place(2, { latitude: -8.103, longitude: 112.168, kecamatan: 'Sukorejo' });
  expect(kmBetween(blitar, north)).toBe(2);
  expect(kmBetween(blitar, blitar)).toBe(0);
  expect([isNear(blitar, north, 1), isNear(blitar, north, 2)]).toEqual([false, true]);
  const unknown = place(3, { kecamatan: 'SANANWETAN' });
  expect(kmBetween(blitar, unknown)).toBeNull();
  expect([isNear(blitar, unknown, 1), isNear(north, unknown, 50)]).toEqual([true, false]);
  // nobody noted anything: only the library itself
  expect(isNear(place(4, {}), place(5, {}), 50)).toBe(false);
  expect(isNear(place(4, {}), place(4, {}), 1)).toBe(true);
  expect(isNear(place(6, { kelurahan: 'Gedog' }), place(7, { kelurahan: 'gedog' }), 1)).toBe(true);
});
