import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameWish, wishOf } from './same-wish.ts';

const wish = (title: string | null, author: string | null = null, isbn: string | null = null) =>
  wishOf({ title, author, isbn });

test('the same ISBN is the same wish, unless the readers mean two books by it', () => {
  expect(isSameWish(wish(null, null, '9786020331775'), wish('Laut Bercerita', null, '9786020331775'))).toBe(true);
  expect(isSameWish(wish(null, null, '9786020331775'), wish(null, null, '9789793062792'))).toBe(false);
  const ofSet = (title: string) => wish(title, null, '9786020331775');
  expect(isSameWish(ofSet('Sejarah Nasional jilid 1'), ofSet('Sejarah Nasional jilid 2'))).toBe(false);
  expect(isSameWish(ofSet('Ensiklopedi Flora'), ofSet('Ensiklopedi Fauna'))).toBe(false);
});

test('the same title is the same wish unless the authors contradict each other', () => {
  expect(isSameWish(wish('Laut Bercerita'), wish('laut  BERCERITA', 'Leila S. Chudori'))).toBe(true);
  expect(isSameWish(wish('Laut Bercerita', 'Chudori, Leila'), wish('Laut bercerita', 'Leila S. Chudori'))).toBe(true);
  expect(isSameWish(wish('Kumpulan Puisi', 'Chairil Anwar'), wish('Kumpulan Puisi', 'Sapardi Djoko Damono'))).toBe(
    false,
  );
  expect(isSameWish(wish(null), wish(null))).toBe(false);
});

test('whoever asks first, the answer is the same', () => {
  const word = fc.constantFrom('laut', 'bumi', 'ayu', 'tere');
  const any = fc.record({
    title: fc.option(word),
    author: fc.option(fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '))),
    isbn: fc.option(fc.constantFrom('9786020331775', '9789793062792')),
  });
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(isSameWish(wishOf(a), wishOf(b))).toBe(isSameWish(wishOf(b), wishOf(a)));
      if (a.title !== null || a.isbn !== null) expect(isSameWish(wishOf(a), wishOf(a))).toBe(true);
    }),
  );
});
