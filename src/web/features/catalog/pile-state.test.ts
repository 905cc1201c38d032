import { expect, test } from 'vitest';
import {
  awaiting,
  MOST_IN_PILE,
  pileQuery,
  readPile,
  withItem,
  withoutItem,
  withoutUnknown,
  withUnknown,
} from './pile-state.ts';

const read = (query: string) => readPile(new URLSearchParams(query));
const KNOWN = '9789793062792';

test('a pile is the same again from its address', () => {
  const pile = withItem(withUnknown(read('jenis=umum&asal=hibah'), KNOWN), 7);
  expect(read(pileQuery(pile))).toEqual({
    items: [7],
    unknown: [KNOWN],
    itemType: 'umum',
    source: 'hibah',
    labels: false,
    awaits: null,
  });
  expect(withoutUnknown(pile, KNOWN).unknown).toEqual([]);
});

test('what nobody types into an address is left out, each copy stands once, and a pile has an end', () => {
  expect(read('eks=1.1.x.-3.0.1e400.5&isbn=9789793062793.abc')).toMatchObject({ items: [1, 5], unknown: [] });
  const many = Array.from({ length: MOST_IN_PILE + 10 }, (_, i) => i + 1).join('.');
  expect(read(`eks=${many}`).items.length).toBe(MOST_IN_PILE);
});

test('where the books have labels the pile knows whose label comes next, until it was scanned', () => {
  const pile = awaiting(read('label=ya&eks=4'), 9);
  expect(read(pileQuery(pile))).toMatchObject({ labels: true, awaits: 9 });
  expect(pileQuery(withItem(pile, 5))).toBe('eks=4.5&label=ya');
  expect(pileQuery(withoutItem(pile, 4))).toBe('label=ya&buku=9');
  for (const odd of ['buku=9', 'label=ya&buku=-1', 'label=ya&buku=x', 'label=ya&buku=1e400', 'label=ya&buku=1.5']) {
    expect(read(odd).awaits, odd).toBeNull();
  }
});
