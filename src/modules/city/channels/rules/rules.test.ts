import { describe, expect, test } from 'vitest';
import { isComplete } from './account-fields.ts';
import { countLetters } from './count-letters.ts';
import { judgeText, textWithLink } from './judge-text.ts';
import { channelKinds, limitsOf } from './limits.ts';
import { readinessOf } from './standing.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const LONG_LINK = `https://perpustakaan.blitarkota.go.id/${'a'.repeat(200)}`;

describe('X weighs letters as twitter-text does', () => {
  test.each([
    ['Dongeng Sabtu', 13],
    ['Ā', 1],
    ['図書館', 6],
    ['도서관', 6],
    ['“kutipan”—ya', 12],
    ['😀', 2],
    [FAMILY, 2],
    ['👍🏽', 2],
    ['🇮🇩', 2],
    ['1️⃣', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    [LONG_LINK, 23],
    ['https://a.id', 23],
    [`Baca ${LONG_LINK}.`, 29],
    ['blitarkota.go.id', 23],
    ['surat@blitarkota.go.id', 22],
    [`${LONG_LINK} ${LONG_LINK}`, 47],
    ['', 0],
  ])('%s weighs %i', (text, letters) => expect(countLetters('x', text)).toBe(letters));

  test('280 light letters and 140 wide ones fit, one more does not', () => {
    const judged = (text: string) => judgeText('x', { text, hasPicture: false, alt: '' });
    expect(judged('a'.repeat(280))).toEqual({ letters: 280, most: 280, problems: [] });
    expect(judged('図'.repeat(140)).problems).toEqual([]);
    expect(judged('図'.repeat(141))).toEqual({ letters: 282, most: 280, problems: ['too_long'] });
  });
});

describe('every other channel counts in its own way', () => {
  test('Bluesky what one sees as one letter, links in full', () => {
    expect(countLetters('bluesky', FAMILY)).toBe(1);
    expect(countLetters('bluesky', 'e\u0301🇮🇩')).toBe(2);
    expect(countLetters('bluesky', LONG_LINK)).toBe(LONG_LINK.length);
    expect(judgeText('bluesky', { text: FAMILY.repeat(300), hasPicture: false, alt: '' }).problems).toEqual([]);
    expect(judgeText('bluesky', { text: 'a'.repeat(301), hasPicture: false, alt: '' }).problems).toEqual(['too_long']);
  });
  test('Mastodon a link as 23, and of somebody elsewhere the name alone', () => {
    expect(countLetters('mastodon', `Baca: ${LONG_LINK}`)).toBe(29);
    expect(countLetters('mastodon', 'Halo @perpus@mastodon.example')).toBe(12);
    expect(countLetters('mastodon', FAMILY)).toBe(1);
  });
  test('Telegram as UTF-16, and shorter beneath a picture', () => {
    expect(countLetters('telegram', '😀')).toBe(2);
    const text = 'a'.repeat(1025);
    expect(judgeText('telegram', { text, hasPicture: false, alt: '' })).toMatchObject({ most: 4096, problems: [] });
    expect(judgeText('telegram', { text, hasPicture: true, alt: '' })).toEqual({
      ...{ letters: 1025, most: 1024, problems: ['too_long'] },
    });
  });
  test('Instagram needs a picture, and its description', () => {
    expect(judgeText('instagram', { text: 'Halo', hasPicture: false, alt: '' }).problems).toEqual(['picture_needed']);
    expect(judgeText('instagram', { text: 'Halo', hasPicture: true, alt: ' ' }).problems).toEqual(['alt_needed']);
    const long = judgeText('instagram', { text: 'Halo', hasPicture: true, alt: 'a'.repeat(1001) });
    expect(long.problems).toEqual(['alt_too_long']);
    expect(judgeText('instagram', { text: 'a'.repeat(2201), hasPicture: true, alt: 'Poster' }).problems).toEqual([
      'too_long',
    ]);
  });
  test('nothing at all is nowhere a post, and a picture alone is one', () => {
    for (const kind of channelKinds)
      expect(judgeText(kind, { text: ' \n', hasPicture: false, alt: '' }).problems).toContain('empty');
    expect(judgeText('mastodon', { text: '', hasPicture: true, alt: 'Poster' }).problems).toEqual([]);
  });
});

test('a link stands once in the text, where links stand in texts', () => {
  const link = 'https://perpus.id/q/abc';
  expect(textWithLink('telegram', 'Dongeng Sabtu', link)).toBe(`Dongeng Sabtu\n\n${link}`);
  expect(textWithLink('telegram', `Lihat ${link} ya`, link)).toBe(`Lihat ${link} ya`);
  expect(textWithLink('x', '', link)).toBe(link);
  for (const kind of ['facebook', 'instagram', 'webhook'] as const)
    expect(textWithLink(kind, 'Dongeng', link)).toBe('Dongeng');
});

test('only what has no program is shared by hand', () => {
  expect(channelKinds.filter((kind) => limitsOf[kind].byHand)).toEqual(['whatsapp_channel', 'other']);
});

describe('how an account stands', () => {
  const telegram = { kind: 'telegram', enabled: true, expiresOn: null, refused: false } as const;
  const known = new Set(['chat', 'botToken', 'server']);
  const TODAY = '2026-11-25';
  test('it is ready when all is known, and its permission is taken', () => {
    expect(readinessOf({ ...telegram, known }, TODAY)).toBe('ready');
    expect(readinessOf({ ...telegram, known: new Set(['chat', 'server']) }, TODAY)).toBe('incomplete');
    expect(readinessOf({ ...telegram, known, refused: true }, TODAY)).toBe('expired');
    expect(readinessOf({ ...telegram, known, enabled: false }, TODAY)).toBe('off');
  });
  test('on the last day of its permission it still is', () => {
    expect(readinessOf({ ...telegram, known, expiresOn: TODAY }, TODAY)).toBe('ready');
    expect(readinessOf({ ...telegram, known, expiresOn: '2026-11-24' }, TODAY)).toBe('expired');
  });
  test('where a person shares, nothing must be known', () => {
    const byHand = { ...telegram, kind: 'whatsapp_channel', known: new Set<string>() } as const;
    expect(readinessOf(byHand, TODAY)).toBe('ready');
  });
  test('X takes four keys or one', () => {
    expect(isComplete('x', new Set(['server', 'bearer']))).toBe(true);
    expect(isComplete('x', new Set(['server', 'apiKey', 'apiSecret', 'accessToken', 'accessSecret']))).toBe(true);
    expect(isComplete('x', new Set(['server', 'apiKey', 'apiSecret', 'accessToken']))).toBe(false);
  });
});
