import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmsOf, type Alarmed } from './alarms.ts';
import { pausesOf } from './clocks.ts';
import { fillCanned } from './fill-canned.ts';
import { codeOf, isSecretCode, printedCode, typedCode } from './secret-code.ts';
import { titleOf } from './states.ts';

test('a list calls a ticket by its first sentence, never longer than a line and never by half a character', () => {
  expect(titleOf('Pintu kamar mandi rusak. Sudah seminggu.')).toBe('Pintu kamar mandi rusak');
  expect(titleOf('  Halo\n\nSaya mau bertanya')).toBe('Halo');
  expect(titleOf('Apakah Sabtu buka? Saya dari Gedog.')).toBe('Apakah Sabtu buka?');
  // "Yth." is no sentence
  expect(titleOf('Yth. Bapak, AC mati.')).toBe('Yth. Bapak, AC mati');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(text.trim() !== '');
      const title = titleOf(text);
      expect(title.length).toBeLessThanOrEqual(90);
      expect(title).not.toBe('');
      expect(title.isWellFormed()).toBe(true);
    }),
  );
});

test('a code is read as it is printed, in small letters, and with O for nought and l for one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 32 }), (bytes) => {
      const code = codeOf(bytes);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
      for (const typed of [
        printedCode(code),
        code.toLowerCase(),
        ` ${code.replaceAll('0', 'o').replaceAll('1', 'l')} `,
      ]) {
        expect(typedCode(typed)).toBe(code);
        expect(isSecretCode(typed)).toBe(true);
      }
    }),
  );
  expect(isSecretCode('K-2026-00012')).toBe(false);
});

test('braces that are no field stay, and a name that nobody knows leaves no gap', () => {
  const fields = { nama: 'Ratih', nomor: 'K-1', perpustakaan: 'Kota', petugas: 'Dewi' };
  expect(fillCanned('Halo {nama}, {nomor} {x} {petugas} {perpustakaan}', fields)).toBe('Halo Ratih, K-1 {x} Dewi Kota');
  expect(fillCanned('Halo {nama}, sudah.', { ...fields, nama: '' })).toBe('Halo, sudah.');
  // what is filled in is not looked at again
  expect(fillCanned('{nama}', { ...fields, nama: '{nomor} $&' })).toBe('{nomor} $&');
});

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 25, hour));
const steps = (...states: ('new' | 'open' | 'waiting_patron' | 'resolved')[]) =>
  states.map((state, nth) => ({ at: at(nth), state }));

test('a clock stands still from the asking to whatever comes next', () => {
  expect(pausesOf(steps('new', 'open'))).toEqual([]);
  expect(pausesOf(steps('new', 'waiting_patron'))).toEqual([{ from: at(1), to: null }]);
  expect(pausesOf(steps('new', 'waiting_patron', 'waiting_patron', 'open', 'waiting_patron', 'resolved'))).toEqual([
    { from: at(1), to: at(3) },
    { from: at(4), to: at(5) },
  ]);
});

const fresh: Alarmed = {
  ...{ firstAnsweredAt: null, resolvedAt: null, firstWarnAt: at(3), firstDueAt: at(4), solveWarnAt: at(6) },
  ...{ solveDueAt: at(8), firstWarnedAt: null, firstEscalatedAt: null, solveWarnedAt: null, solveEscalatedAt: null },
};

test('what is answered is warned of no more for its answer, what is solved of nothing', () => {
  expect(alarmsOf(fresh, at(2))).toEqual({ noted: [], tells: null });
  expect(alarmsOf(fresh, at(3))).toEqual({ noted: ['firstWarnedAt'], tells: 'warned' });
  expect(alarmsOf({ ...fresh, firstWarnedAt: at(3) }, at(4))).toEqual({
    noted: ['firstEscalatedAt'],
    tells: 'escalated',
  });
  expect(alarmsOf({ ...fresh, firstAnsweredAt: at(2) }, at(6)).noted).toEqual(['solveWarnedAt']);
  expect(alarmsOf({ ...fresh, resolvedAt: at(2) }, at(23))).toEqual({ noted: [], tells: null });
  expect(
    alarmsOf({ ...fresh, firstWarnAt: null, firstDueAt: null, solveWarnAt: null, solveDueAt: null }, at(23)).tells,
  ).toBe(null);
});

test('each alarm is noted once, however the clock goes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 23 }), { maxLength: 12 }), (looks) => {
      let ticket = fresh;
      const noted: string[] = [];
      for (const hour of looks) {
        const alarms = alarmsOf(ticket, at(hour));
        noted.push(...alarms.noted);
        ticket = { ...ticket, ...Object.fromEntries(alarms.noted.map((one) => [one, at(hour)])) };
      }
      expect(new Set(noted).size).toBe(noted.length);
    }),
  );
});
