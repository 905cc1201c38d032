import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerParagraphs, citedPages, excerptOf } from './answer-parts.ts';
import { askedWords } from './asked-words.ts';
import { checkDue, isVotedDown, shownVotes, whyCheck } from './due-check.ts';

test('of a question the words count that say what is asked', () => {
  expect(askedWords('Berapa lama buku boleh dipinjam?')).toEqual(['lama', 'buku', 'dipinjam']);
  expect(askedWords('How long may I keep a book?')).toEqual(['long', 'keep', 'book']);
  expect(askedWords("Jum'at buka?")).toEqual(['jumat', 'buka']);
  // nothing but such words: they are all that there is
  expect(askedWords('apakah bisa')).toEqual(['apakah', 'bisa']);
  expect(askedWords('? !! \0 \ud800')).toEqual([]);
});

test('whatever is typed, few short words of letters and digits come of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      const words = askedWords(text);
      expect(words.length).toBeLessThanOrEqual(12);
      for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]{1,40}$/u);
    }),
  );
  expect(askedWords('kartu '.repeat(40_000))).toEqual(['kartu', 'kart']);
});

test('an answer holds for six months, unless it helps fewer than it does not', () => {
  expect(checkDue('2026-08-31')).toBe('2027-02-28');
  expect(whyCheck('2026-05-26', { yes: 0, no: 0 }, '2026-11-25')).toBeNull();
  expect(whyCheck('2026-05-25', { yes: 0, no: 0 }, '2026-11-25')).toBe('old');
  expect(whyCheck('2026-11-01', { yes: 2, no: 3 }, '2026-11-25')).toBe('voted_down');
  expect(whyCheck('2026-11-01', { yes: 3, no: 3 }, '2026-11-25')).toBeNull();
  expect(whyCheck(null, { yes: 9, no: 0 }, '2026-11-25')).toBe('never');
});

test('of fewer than five who said something no figure is told, and nobody alone votes an answer down', () => {
  expect(shownVotes({ yes: 1, no: 3 })).toBeNull();
  expect(isVotedDown({ yes: 0, no: 4 })).toBe(false);
  expect(shownVotes({ yes: 1, no: 4 })).toEqual({ yes: 1, no: 4 });
});

test('an answer is paragraphs of lines, with addresses as links and nothing of a sentence in them', () => {
  expect(
    answerParagraphs('Daftar di /daftar.\r\n\r\nLihat (https://example.org/a?b=1), lalu datang.\nYa/tidak.'),
  ).toEqual([
    [
      [
        { text: 'Daftar di ', href: null },
        { text: '/daftar', href: '/daftar' },
        { text: '.', href: null },
      ],
    ],
    [
      [
        { text: 'Lihat (', href: null },
        { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
        { text: '), lalu datang.', href: null },
      ],
      [{ text: 'Ya/tidak.', href: null }],
    ],
  ]);
  expect(answerParagraphs('javascript:alert(1) //evil.example data:x')).toEqual([
    [[{ text: 'javascript:alert(1) //evil.example data:x', href: null }]],
  ]);
  expect(answerParagraphs(' \n\n ')).toEqual([]);
});

test('nothing of an answer is lost in its parts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const flat = answerParagraphs(text)
        .flat(2)
        .map((part) => part.text)
        .join('');
      expect(flat.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
});

test('the beginning of an answer ends between words', () => {
  expect(excerptOf('satu dua tiga', 9)).toBe('satu dua…');
  expect(excerptOf('satu\n\ndua')).toBe('satu dua');
  expect(excerptOf('🙂'.repeat(200)).isWellFormed()).toBe(true);
});

test('pages of the web that an answer names are found once each, without the sign that ends the sentence', () => {
  const page = 'https://perpus.example.org/jam?hari=sabtu';
  expect(citedPages(`Lihat ${page}, atau ${page}. Juga (http://a.example/b) dan /katalog/1`, 10)).toEqual([
    page,
    'http://a.example/b',
  ]);
  expect(citedPages(`${page} http://a.example/b`, 1)).toEqual([page]);
  expect(citedPages(`https://a.example/${'b'.repeat(200_000)} https://[ javascript:alert(1)`, 10)).toEqual([]);
});
