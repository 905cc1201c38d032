import { expect, test } from 'vitest';
import { readCaptions } from './captions.ts';

const cue = (times: string, words = 'Selamat datang') => `${times}\n${words}\n`;
const ONE = '00:00:01.000 --> 00:00:04.000';
const vtt = (text: string): string => {
  const read = readCaptions(text);
  return 'vtt' in read ? read.vtt : JSON.stringify(read);
};

test('captions of WebVTT and of SubRip are read and written anew, with times and words alone', () => {
  const clean = 'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nSelamat datang\n\n01:00:05.500 --> 01:00:06.000\ndi Blitar\n';
  expect(vtt(`WEBVTT - judul\n\n${cue(ONE)}\n${cue('01:00:05.500 --> 01:00:06.000', 'di Blitar')}`)).toBe(clean);
  expect(
    vtt(
      `1\r\n00:00:01,000 --> 00:00:04,000\r\nSelamat datang\r\n\r\n2\r\n01:00:05,5 --> 01:00:06,000\r\ndi Blitar\r\n`,
    ),
  ).toBe(clean);
  expect(
    vtt(
      `\ufeffWEBVTT\n\nNOTE\nuntuk kami\n\nSTYLE\n::cue { color: red }\n\npembuka\n${cue('00:01.000 --> 00:04.000 line:0 align:end')}`,
    ),
  ).toBe(`WEBVTT\n\n${cue(ONE)}`);
});

test('who speaks stays, every other mark goes, and nothing in the words is read as one', () => {
  const said = (words: string) =>
    vtt(`WEBVTT\n\n${cue(ONE, words)}`)
      .split('\n')
      .slice(3)
      .join('\n');
  expect(said('<v Dewi>Halo <b>semua</b></v>')).toBe('Dewi: Halo semua\n');
  expect(said('<script>alert(1)</script> &lt;img src=x onerror=a&gt; 1 < 2 & 3')).toBe(
    'alert(1) &lt;img src=x onerror=a&gt; 1 &lt; 2 &amp; 3\n',
  );
  expect(said('\u202ekebalik\u202c \0nol')).toBe('kebalik nol\n');
  expect(said('<b></b>\nmasih ada')).toBe('masih ada\n');
});

test('what covers another ends where that begins, and what begins together is one', () => {
  const text = `WEBVTT\n\n${cue('00:03.000 --> 00:09.000', 'dua')}\n${cue('00:01.000 --> 00:05.000', 'satu')}\n${cue('00:03.000 --> 00:10.000', 'tiga')}`;
  expect(vtt(text)).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nsatu\n\n00:00:03.000 --> 00:00:10.000\ndua\ntiga\n');
});

test('it is told which line cannot be read, that nothing is said, or that it is too long', () => {
  expect(readCaptions(`WEBVTT\n\n${cue('00:04.000 --> 00:01.000')}`)).toEqual({ why: 'line', line: 3 });
  expect(readCaptions(`WEBVTT\n\n${cue(ONE)}\nsatu\n00:99.000 --> dua\nkata`)).toEqual({ why: 'line', line: 7 });
  expect(readCaptions('<html><body>bukan takarir</body></html>')).toEqual({ why: 'line', line: 1 });
  expect(readCaptions('{\\rtf1 bukan takarir}')).toEqual({ why: 'line', line: 1 });
  for (const empty of ['', 'WEBVTT', `WEBVTT\n\n${ONE}\n\n`, `WEBVTT\n\n${ONE}\n<b></b>`])
    expect(readCaptions(empty)).toEqual({ why: 'empty' });
  expect(readCaptions('a'.repeat(1_048_576))).toEqual({ why: 'too_long' });
  expect(readCaptions(`WEBVTT\n\n${`${ONE}\nx\n\n`.repeat(5001)}`)).toEqual({ why: 'too_long' });
});

test('what is said right below the first line is kept, and what only describes the file is not', () => {
  expect(vtt(`WEBVTT\n${cue(ONE)}`)).toBe(`WEBVTT\n\n${cue(ONE)}`);
  expect(vtt(`WEBVTT\nKind: captions\nLanguage: id\n\n${cue(ONE)}`)).toBe(`WEBVTT\n\n${cue(ONE)}`);
});

test('a line, or what is said at once, that is too long to read is refused and never cut', () => {
  expect(readCaptions(`WEBVTT\n\n${cue(ONE, 'a'.repeat(500))}`)).toHaveProperty('vtt');
  expect(readCaptions(`WEBVTT\n\n${cue(ONE, 'a'.repeat(501))}`)).toEqual({ why: 'long', line: 4 });
  expect(readCaptions(`WEBVTT\n\n${cue(ONE, 'satu\n'.repeat(240_000 / 5))}`)).toEqual({ why: 'long', line: 14 });
  expect(readCaptions(`WEBVTT\n\n${cue(ONE, `${'<v.'.repeat(600)}\n`.repeat(200))}`)).toBeTypeOf('object');
});

test('captions that were read are read again as they are', () => {
  const once = vtt(`WEBVTT\n\n${cue(ONE, '1 < 2 &amp; "3" --> 4')}`);
  expect(vtt(once)).toBe(once);
});

test('the longest line and the most marks are read to their end', () => {
  for (const words of ['<'.repeat(400_000), '<v '.repeat(100_000), `${'<b>'.repeat(100_000)}x`, '&'.repeat(400_000)])
    expect(readCaptions(`WEBVTT\n\n${cue(ONE, words)}`)).toBeTypeOf('object');
});
