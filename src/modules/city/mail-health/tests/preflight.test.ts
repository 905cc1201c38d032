import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLetter, MOST_FINDINGS, MOST_HTML_BYTES, type LetterToJudge } from '../rules/preflight.ts';

const GOOD: LetterToJudge = {
  subject: 'Buku baru bulan Desember',
  html: '<p>Selamat membaca</p><a href="%UNSUBSCRIBE%">Berhenti</a>',
  text: 'Selamat membaca. Berhenti: %UNSUBSCRIBE%',
  links: [
    { href: 'https://perpus.example.go.id/katalog', label: 'Lihat katalog' },
    { href: 'mailto:perpus@example.go.id', label: 'Tulis kepada kami' },
    { href: '%UNSUBSCRIBE%', label: 'Berhenti' },
    { href: '%PREFERENCES%', label: 'Atur' },
  ],
  pictures: [{ src: 'https://perpus.example.go.id/g/1.jpg', alt: 'Rak buku anak' }],
};
const judged = (more: Partial<LetterToJudge>) =>
  judgeLetter({ ...GOOD, ...more }).map(({ code, severity, where }) => `${severity} ${code} ${where}`);

test('a letter as it should be has nothing to say', () => {
  expect(judgeLetter(GOOD)).toEqual([]);
});

test.for([
  ['', ['stop subject_empty subject']],
  ['   ', ['stop subject_empty subject']],
  ['SEGERA DAFTAR KELAS MENULIS', ['warn subject_shouting subject']],
  ['Ayo datang!!', ['warn subject_shouting subject']],
  ['Ayo! Datang ke perpustakaan!', ['warn subject_shouting subject']],
  ['Ayo datang ke perpustakaan!', []],
  ['PERPUSNAS', []],
  ['a'.repeat(70), []],
  ['a'.repeat(71), ['warn subject_long subject']],
] as const)('of the subject %j it says %j', ([subject, said]) => {
  expect(judged({ subject })).toEqual(said);
});

test.for([
  ['/katalog', 'stop link_relative /katalog'],
  ['//perpus.example/katalog', 'stop link_relative //perpus.example/katalog'],
  ['', 'stop link_empty Baca'],
  ['#', 'stop link_empty #'],
  ['mailto:', 'stop link_empty mailto:'],
  ['https://', 'stop link_empty https://'],
  ['javascript:alert(1)', 'stop link_forbidden javascript:alert(1)'],
  ['data:text/html,x', 'stop link_forbidden data:text/html,x'],
  ['http://perpus.example/', 'warn link_insecure http://perpus.example/'],
] as const)('of a link to %j it says %j', ([href, said]) => {
  expect(judged({ links: [{ href, label: 'Baca' }] })).toEqual([said]);
});

test('a link without words, one that leads nowhere any more, a picture without its words', () => {
  const href = 'https://perpus.example/kegiatan/9';
  expect(judged({ links: [{ href, label: ' ' }], lost: [href] })).toEqual([
    `warn link_lost ${href}`,
    `warn link_unlabelled ${href}`,
  ]);
  expect(judged({ pictures: [{ src: 'https://a.example/1.jpg', alt: null }] })).toEqual([
    'warn picture_alt_missing https://a.example/1.jpg',
  ]);
  expect(judged({ pictures: [{ src: '/g/1.jpg', alt: 'Rak' }] })).toEqual(['stop picture_address /g/1.jpg']);
});

test('without plain text, or without a way to stop letters in each of both, nothing goes out', () => {
  expect(judged({ text: ' ' })).toEqual(['stop text_missing text']);
  expect(judged({ html: '' })).toEqual(['stop html_missing html']);
  expect(judged({ html: '<p>Halo</p>', text: 'Halo' })).toEqual([
    'stop unsubscribe_missing html',
    'stop unsubscribe_missing text',
  ]);
});

test('what Gmail would cut is counted in bytes, not in letters', () => {
  const filled = (letter: string, bytes: number) => `%UNSUBSCRIBE%${letter.repeat(bytes)}`;
  expect(judged({ html: filled('a', MOST_HTML_BYTES - 13) })).toEqual([]);
  expect(judged({ html: filled('a', MOST_HTML_BYTES - 12) })).toEqual(['stop html_large html']);
  expect(judged({ html: filled('é', MOST_HTML_BYTES / 2) })).toEqual(['stop html_large html']);
});

test('words that filters dislike are named, words of library life are not', () => {
  expect(judged({ subject: 'Klik di sini: kamu terpilih' })).toEqual([
    'warn spam_words klik di sini',
    'warn spam_words kamu terpilih',
  ]);
  expect(judged({ subject: 'Gratis: lomba bercerita, ada hadiah buku' })).toEqual([]);
});

test('whatever a letter is, what stops it stands first, nothing is said twice, and never more than can be read', () => {
  const address = fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('/x', '#', 'http://a.example', 'javascript:x'));
  const letter = fc.record({
    subject: fc.string(),
    html: fc.string(),
    text: fc.string(),
    links: fc.array(fc.record({ href: address, label: fc.string() }), { maxLength: 150 }),
    pictures: fc.array(fc.record({ src: address, alt: fc.option(fc.string()) }), { maxLength: 150 }),
  });
  fc.assert(
    fc.property(letter, (one) => {
      const found = judgeLetter(one);
      const firstWarning = found.findIndex(({ severity }) => severity === 'warn');
      const lastStop = found.findLastIndex(({ severity }) => severity === 'stop');
      const keys = found.map(({ code, where }) => `${code} ${where}`);
      return (
        found.length <= MOST_FINDINGS &&
        (firstWarning === -1 || lastStop < firstWarning) &&
        new Set(keys).size === keys.length
      );
    }),
    { numRuns: 100 },
  );
});

test('a link is sound exactly where it is a whole address of https', () => {
  fc.assert(
    fc.property(
      fc.webUrl({ validSchemes: ['https'] }),
      (href) => judged({ links: [{ href, label: 'x' }] }).length === 0,
    ),
  );
});
