import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aloneMean, disclosedHalf, disclosedRows, NO_FIGURES, nextInterim, type Interim } from './disclosure.ts';

const figures = (n: number) => ({ ...NO_FIGURES, n });

test('between any two figures that are ever seen there lie five answers or none, the end included', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 40 }), (arrivals) => {
      let kept: Interim | null = null;
      let count = 0;
      let seen = 0;
      for (const more of arrivals) {
        count += more;
        const now = count;
        kept = nextInterim(kept, now, () => figures(now)) ?? kept;
        const shown = kept?.shown?.n ?? 0;
        expect(shown === seen || shown >= seen + 5).toBe(true);
        // whoever closes it now sees everything
        expect(shown === 0 || count - shown >= 5).toBe(true);
        seen = shown;
      }
    }),
  );
});

test('a few who are left over are left out beside the pairs; five and more, or too few pairs, are not', () => {
  const list = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
  const left = (both: number, alone: number): number =>
    disclosedHalf({ both: list(both), alone: list(alone) }).length - both;
  expect([left(10, 1), left(10, 4), left(10, 5), left(9, 1), left(0, 7)]).toEqual([0, 0, 5, 1, 7]);
  expect(aloneMean([1, 2, 3, 4], 20)).toBeNull();
  expect(aloneMean([2, 2, 2, 2, 2], 3)).toBeNull();
  expect([aloneMean([2, 2, 2, 2, 2], 0), aloneMean([2, 2, 2, 2, 2], 5)]).toEqual([2, 2]);
});

test('of a matrix the rows that few answered are blank, and so is a way that few took', () => {
  const words = { id: '', en: '' };
  const blank = { label: words, hint: words, required: false, options: [], min: null, max: null, long: false };
  const rest = {
    accept: 'document',
    megabytes: 5,
    points: null,
    element: '',
    weight: null,
    importanceOf: '',
    when: null,
  } as const;
  const rows = ['a', 'b'].map((id) => ({ id, label: words }));
  const question = { ...blank, ...rest, id: 'm', kind: 'matrix', rows } as const;
  const given = Array.from({ length: 6 }, (_, nth) => {
    const m: Record<string, string> = nth < 3 ? { a: '1', b: '2' } : { a: '1' };
    return { channel: nth === 0 ? 'paper' : 'link', answers: { m } };
  });
  const told = disclosedRows([question], given);
  expect(told.map(({ answers, channel }) => [answers, channel])).toEqual(
    Array.from({ length: 6 }, () => [{ m: { a: '1' } }, null]),
  );
});
