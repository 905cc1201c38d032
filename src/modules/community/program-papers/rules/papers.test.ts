import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBadgeSheets } from './badge-sheet.ts';
import { countAges, reportFigures, type Counted } from './figures.ts';
import { linesOf, proseOf } from './prose.ts';
import { daysInWords, hoursInWords } from './schedule.ts';

const ZONE = 'Asia/Jakarta';
const session = (day: string, from: string, to: string) => ({
  startsAt: new Date(`${day}T${from}:00+07:00`),
  endsAt: new Date(`${day}T${to}:00+07:00`),
});

test('what one types becomes paragraphs and lists; a line below a list goes on in it', () => {
  expect(proseOf('Satu\ndua\n\nTiga\n- empat\nlima\n- enam\n1. tujuh')).toEqual([
    { kind: 'paragraph', lines: ['Satu', 'dua'] },
    { kind: 'paragraph', lines: ['Tiga'] },
    { kind: 'bullets', lines: ['empat lima', 'enam'] },
    { kind: 'numbers', lines: ['tujuh'] },
  ]);
  expect(proseOf('  \n\n')).toEqual([]);
  expect(linesOf('1. Lurah Gedog\n\n- Lurah Turi ')).toEqual(['Lurah Gedog', 'Lurah Turi']);
});

test('no word of what was typed is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1 }), fc.array(fc.nat(3)), (words, ends) => {
      const joints = [' ', '\n', '\n\n', '\n- '];
      const text = words.map((word, at) => word + (joints[ends[at] ?? 0] ?? ' ')).join('');
      const kept = proseOf(text).flatMap(({ lines }) => lines.flatMap((line) => line.split(' ')));
      expect(kept.filter((word) => word !== '-' && word !== '')).toEqual(words);
    }),
  );
});

test('days and hours are said as a letter says them', () => {
  const day = (date: string) => session(date, '08:00', '15:30');
  expect(daysInWords([], ZONE)).toBe('');
  expect(daysInWords([day('2026-11-26')], ZONE)).toBe('Kamis, 26 November 2026');
  expect(daysInWords([day('2026-11-27'), day('2026-11-26'), day('2026-11-28')], ZONE)).toBe(
    'Kamis–Sabtu, 26–28 November 2026',
  );
  const weekly = [day('2026-11-26'), day('2026-12-03'), day('2026-12-10')];
  expect(daysInWords(weekly, ZONE)).toBe('Kamis, 26 November 2026 sampai dengan Kamis, 10 Desember 2026, 3 hari');
  expect(hoursInWords(weekly, ZONE)).toBe('08.00–15.30 WIB');
  const morning = session('2026-11-26', '08:00', '10:00');
  const later = session('2026-11-26', '13:00', '15:30');
  expect(hoursInWords([morning, later, day('2026-11-27')], ZONE)).toBe('08.00–15.30 WIB');
  expect(hoursInWords([morning, day('2026-11-27')], ZONE)).toBe('');
});

test('figures count people: a group with all of them, and nobody twice', () => {
  const row = (about: Partial<Counted>): Counted => ({
    people: 1,
    status: 'confirmed',
    walkIn: false,
    origin: 'Gedog',
    share: 1,
    ...about,
  });
  const figures = reportFigures([
    row({ people: 30, origin: 'SMPN 3' }),
    row({ share: 0.5, walkIn: true }),
    row({ share: 0, origin: '' }),
    row({ status: 'cancelled' }),
    row({ status: 'waitlisted', share: 0 }),
  ]);
  expect(figures).toEqual({
    enrolled: 34,
    confirmed: 32,
    came: 31,
    fully: 30,
    walkIns: 1,
    ended: 1,
    waiting: 1,
    averageShare: 30.5 / 31,
    origins: [
      { origin: 'Gedog', confirmed: 1, came: 1 },
      { origin: 'SMPN 3', confirmed: 30, came: 30 },
      { origin: '', confirmed: 1, came: 0 },
    ],
  });
  expect(reportFigures([]).averageShare).toBeNull();
});

test('ages are counted from five people on, each in one band', () => {
  expect(countAges([10, 20, 30, 40])).toEqual([]);
  expect(countAges([12, 13, 60, 59, 18, 24])).toEqual([
    ['sampai 12 tahun', 1],
    ['13–17 tahun', 1],
    ['18–24 tahun', 2],
    ['25–59 tahun', 1],
    ['60 tahun ke atas', 1],
  ]);
});

test('badges lie edge to edge inside the paper, every one of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
      const sheets = toBadgeSheets(Array.from({ length: count }, (_, at) => at));
      expect(sheets.flatMap((sheet) => sheet.map(({ badge }) => badge))).toHaveLength(count);
      for (const { x, y } of sheets.flat()) {
        expect(x).toBeGreaterThanOrEqual(15);
        expect(x + 90).toBeLessThanOrEqual(195);
        expect(y + 60).toBeLessThanOrEqual(268.5);
      }
    }),
  );
});
