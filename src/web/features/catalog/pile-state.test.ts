import { expect, test } from 'vitest';
import { MOST_IN_PILE, pileQuery, readPile, withItem, withoutUnknown, withUnknown } from './pile-state.ts';

const read = (query: string) => readPile(new URLSearchParams(query));
const KNOWN = '9789793062792';

test('a pile is the same again from its address', () => {
  const pile = withItem(withUnknown(read('jenis=umum&asal=hibah'), KNOWN), 7);
  expect(read(pileQuery(pile))).toEqual({ items: [7], unknown: [KNOWN], itemType: 'umum', source: 'hibah' });
  expect(withoutUnknown(pile, KNOWN).unknown).toEqual([]);
});

test('what nobody types into an address is left out, each copy stands once, and a pile has an end', () => {
  expect(read('eks=1.1.x.-3.0.1e400.5&isbn=9789793062793.abc')).toMatchObject({ items: [1, 5], unknown: [] });
  const many = Array.from({ length: MOST_IN_PILE + 10 }, (_, i) => i + 1).join('.');
  expect(read(`eks=${many}`).items.length).toBe(MOST_IN_PILE);
});
