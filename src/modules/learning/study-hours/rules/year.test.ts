import { expect, test } from 'vitest';
import { isSameName } from './same-name.ts';
import { toldReached } from './told.ts';
import { countYear, type Learnt } from './year.ts';

let made = 0;
function learnt(about: Partial<Learnt>): Learnt {
  made += 1;
  return {
    ...{ key: `hal ${made}`, title: 'Bimtek', by: 'Dinas', on: '2026-05-04', jp: 8, number: '' },
    source: 'own',
    ...{ isRevoked: false, courseId: null, includes: null },
    ...about,
  };
}
const course = (courseId: number, on: string, about: Partial<Learnt> = {}) =>
  learnt({ source: 'course', courseId, on, jp: 5, ...about });

test('the last day of December counts in its year, the first of January in the next', () => {
  const all = [learnt({ on: '2026-12-31', jp: 3 }), learnt({ on: '2027-01-01', jp: 4 })];
  expect(countYear(all, 2026).total).toBe(3);
  expect(countYear(all, 2027).total).toBe(4);
  expect(countYear(all, 2028)).toEqual({ lines: [], total: 0 });
});

test('a course that was finished in two versions counts once, in the year of the first time', () => {
  const all = [course(7, '2027-02-01', { jp: 9 }), course(7, '2026-12-30', { number: '001/SERT' })];
  expect(countYear(all, 2026)).toMatchObject({ lines: [{ number: '001/SERT', counts: 5 }], total: 5 });
  expect(countYear(all, 2027).total).toBe(0);
});

test('a course within a workshop is not counted beside it, unless the workshop itself does not count', () => {
  const workshop = learnt({ source: 'workshop', number: '2/SERT', jp: 12, includes: 7 });
  const all = [course(7, '2026-03-01'), workshop];
  expect(countYear(all, 2026)).toMatchObject({ total: 12, lines: [{ counts: 0, why: 'included' }, { counts: 12 }] });
  expect(countYear([course(7, '2026-03-01'), { ...workshop, isRevoked: true }], 2026).total).toBe(5);
});

test('what was taken back does not count; a course whose certificate was given anew does', () => {
  const back = course(7, '2026-03-01', { number: '1/SERT', isRevoked: true });
  expect(countYear([back], 2026)).toMatchObject({ total: 0, lines: [{ why: 'revoked' }] });
  // also while it is still known that the course was finished
  expect(countYear([back, course(7, '2026-03-01')], 2026).total).toBe(0);
  expect(countYear([back, course(7, '2026-03-02', { number: '9/SERT' })], 2026)).toMatchObject({
    ...{ total: 5, lines: [{ number: '9/SERT', on: '2026-03-01' }] },
  });
});

test('a certificate number that is counted already is not counted again, however it is typed', () => {
  const all = [
    learnt({ source: 'workshop', number: '007/SERT/PUSAT/05/2026', jp: 6 }),
    learnt({ number: ' 007 sert pusat 05 2026', jp: 6 }),
    learnt({ number: 'A-1', on: '2026-06-01' }),
    learnt({ number: 'a1', on: '2026-06-02' }),
    learnt({ number: '' }),
    learnt({ number: '' }),
  ];
  const { lines, total } = countYear(all, 2026);
  expect(lines.filter(({ why }) => why === 'repeated')).toHaveLength(2);
  expect(total).toBe(6 + 8 + 8 + 8);
});

test('hours with decimals are summed to the hundredth', () => {
  expect(countYear([learnt({ jp: 0.1 }), learnt({ jp: 0.2 })], 2026).total).toBe(0.3);
});

test('degrees make no other name, and another name is none', () => {
  expect(isSameName('Drs. Bambang Sutrisno, M.Si.', 'bambang sutrisno')).toBe(true);
  expect(isSameName('Siti Rahmawati', 'Siti Rahmawati, S.IP.')).toBe(true);
  expect(isSameName('Siti Rahmawati', 'Siti Rahmah')).toBe(false);
  expect(isSameName('', '')).toBe(false);
});

test('of one to nine on either side nothing is told', () => {
  expect(toldReached(10, 20)).toBe(10);
  expect(toldReached(0, 20)).toBe(0);
  expect(toldReached(9, 20)).toBeNull();
  expect(toldReached(12, 20)).toBeNull();
  expect(toldReached(0, 9)).toBeNull();
});
