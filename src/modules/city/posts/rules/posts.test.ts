import { describe, expect, test } from 'vitest';
import { composeText, shortenText, type Material } from './derive-text.ts';
import { fateOf, groupByFate } from './fate.ts';
import { readHashtags } from './hashtags.ts';
import { nextTry } from './next-try.ts';
import { suggestHour } from './suggest-hour.ts';
import { suggestWeekday } from './suggest-weekday.ts';
import { fillTokens } from './tokens.ts';

const words = {
  judul: 'Kancil dari Kali Lekso',
  tanggal: 'Rabu, 25 November 2026',
  jam: '15.30 WIB',
  tempat: 'Balai Bendogerit',
};
const material = (more: Partial<Material> = {}): Material => ({
  ...{ title: 'Dongeng sore besok', body: '{tanggal}, {jam}, di {tempat}.', hashtags: [], ownText: null },
  ...{ link: null, hasPicture: false, alt: '', words, ...more },
});

describe('words in braces', () => {
  test('are what the programme says now, in either language', () => {
    expect(fillTokens('{tanggal} {time}', words)).toEqual({ text: 'Rabu, 25 November 2026 15.30 WIB', missing: [] });
  });
  test('stay where there is nothing for them, and are named', () => {
    expect(fillTokens('{tanggal} {harga}', { tanggal: '' })).toEqual({
      ...{ text: '{tanggal} {harga}', missing: ['tanggal', 'harga'] },
    });
  });
});

describe('the text for a channel', () => {
  test('has its hashtags and its link beneath, each once', () => {
    const { text, problems } = composeText(
      'telegram',
      material({ hashtags: ['Blitar', 'dongeng'], link: 'https://a.id/q/abcdef', body: 'Ayo! #Dongeng' }),
    );
    expect(text).toBe('Ayo! #Dongeng\n\n#Blitar\n\nhttps://a.id/q/abcdef');
    expect(problems).toEqual([]);
  });
  test('is judged as it goes out, not as it was typed', () => {
    const { problems, missing } = composeText('x', material({ body: `{kapan} ${'a'.repeat(280)}` }));
    expect([problems, missing]).toEqual([['too_long', 'words_missing'], ['kapan']]);
  });
  test('of hashtags alone is none', () => {
    expect(composeText('telegram', material({ body: '  ', hashtags: ['Blitar'] })).problems).toEqual(['empty']);
  });
});

describe('what is made shorter', () => {
  test('says title, day, hour and place, and follows them', () => {
    const short = shortenText('x', material());
    expect(short).toBe('Dongeng sore besok\n{tanggal}, {jam}, {tempat}');
    expect(composeText('x', material({ ownText: short })).problems).toEqual([]);
  });
  test('leaves out what there is no room for, and cuts the title last', () => {
    const tempat = 'Balai '.repeat(60);
    expect(shortenText('x', material({ words: { ...words, tempat } }))).toBe('Dongeng sore besok');
    const cut = shortenText('x', material({ title: '😀'.repeat(200) }));
    expect(cut.endsWith('😀…')).toBe(true);
    expect(composeText('x', material({ ownText: cut })).problems).toEqual([]);
    expect(composeText('x', material({ ownText: cut })).letters).toBeGreaterThan(276);
  });
});

describe('how it stands', () => {
  test('what a person shares waits for them when its hour has come', () => {
    expect(fateOf('scheduled', 'waiting', { byHand: true, due: true })).toBe('by_hand');
    expect(fateOf('scheduled', 'waiting', { byHand: true, due: false })).toBe('scheduled');
    expect(fateOf('approved', 'planned', { byHand: true, due: true })).toBe('approved');
  });
  test('a post is told apart by what became of it', () => {
    const groups = groupByFate('scheduled', ['sent', 'unknown', 'sent'] as const, (one) => one);
    expect(groups).toEqual([
      { fate: 'sent', of: ['sent', 'sent'] },
      { fate: 'unknown', of: ['unknown'] },
    ]);
    expect(groupByFate('draft', [], () => 'sent')).toEqual([{ fate: 'draft', of: [] }]);
  });
});

test('hashtags are kept without their sign, once, and only what a channel reads as one', () => {
  expect(readHashtags(['#Dongeng, blitar', '##DONGENG 2026 kota-blitar rak_buku'])).toEqual([
    'Dongeng',
    'blitar',
    'rak_buku',
  ]);
});

test('what a channel asks for is waited, at most a day', () => {
  const now = new Date('2026-11-25T03:00:00Z');
  expect(nextTry(now, 1, undefined)).toEqual(new Date('2026-11-25T03:01:00Z'));
  expect(nextTry(now, 1, 900)).toEqual(new Date('2026-11-25T03:15:00Z'));
  expect(nextTry(now, 99, 10)).toEqual(new Date('2026-11-25T06:00:00Z'));
  expect(nextTry(now, 1, 1e9)).toEqual(new Date('2026-11-26T03:00:00Z'));
});

test('a weekday is named only where enough was counted', () => {
  expect(suggestWeekday([{ day: '2026-11-25', hits: 29 }])).toBeNull();
  expect(
    suggestWeekday([
      { day: '2026-11-25', hits: 20 },
      { day: '2026-11-18', hits: 5 },
      { day: '2026-11-26', hits: 10 },
    ]),
  ).toEqual({
    ...{ weekday: 3, hits: 25, all: 35 },
  });
});

test('an hour is named only where enough was counted, the earlier of equals', () => {
  expect(suggestHour([])).toBeNull();
  expect(suggestHour([{ hour: 19, hits: 29 }])).toBeNull();
  const hours = [
    { hour: 19, hits: 14 },
    { hour: 16, hits: 14 },
    { hour: 0, hits: 2 },
  ];
  expect(suggestHour(hours)).toEqual({ hour: 16, hits: 14, all: 30 });
});
