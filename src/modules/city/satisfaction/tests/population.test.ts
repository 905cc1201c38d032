import { beforeAll, beforeEach, expect, test } from 'vitest';
import { enterList } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { loanLinkRetention, makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Service } from '../client.ts';
import { planRound } from '../index.ts';
import { getRound } from '../testing.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const counted = async (service: Service, libraryId: number | null, from: string, to: string) =>
  planRound(t.ctx(), { libraryId, service, name: 'Semester II 2026', from, to, count: true, population: null });
const populationOf = async (id: number) => (await getRound(t.ctx(), id)).population;

test('once a loan has lost its reader, the readers of its time are not counted: people enter how many they were', async () => {
  t.clock.set('2026-11-20T10:00:00+07:00');
  for (let nth = 1; nth <= 6; nth += 1) {
    const memberNumber = `P${nth}`;
    await makeMember(t.ctx(), { fullName: `Pembaca ${nth}`, number: memberNumber, homeLibrary: 'KOTA' });
    await makeLoan(t.ctx(), { memberNumber, libraryId: kota });
  }
  await makeMember(t.ctx(), { fullName: 'Siti', number: 'S1', homeLibrary: 'KOTA' });
  const desk = { ...t.ctx(), libraryId: kota };
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Laut Bercerita', barcode: 'LAUT', libraryId: kota });
  await checkOut(desk, { memberNumber: 'S1', itemBarcode });
  t.clock.set(TEST_NOW);
  await checkIn(desk, { itemBarcode });
  const period = ['2026-11-25', '2026-12-10'] as const;
  expect(await populationOf(await counted('loans', kota, ...period))).toBe(7);
  await loanLinkRetention.clear(t.ctx(), new Date('2026-11-30T00:00:00Z'), t.storage);
  expect(await outcome(counted('loans', kota, ...period))).toBe('satisfaction.not_counted');
  expect(await outcome(counted('loans', null, ...period))).toBe('satisfaction.not_counted');
});

test('who came to three programmes is one person, a member as well as a guest; two guests of one name are two', async () => {
  await makeMember(t.ctx(), { fullName: 'Rini', number: 'R1', homeLibrary: 'GEDOG' });
  const guests = [
    { name: 'Budi', contact: 'budi@example.org' },
    { name: 'BUDI', contact: 'Budi@example.org' },
    { name: 'Budi', contact: '' },
  ];
  const programs = await Promise.all(guests.map(async () => makeProgram(t.ctx(), gedog)));
  for (const [nth, { id, sessionIds }] of programs.entries()) {
    const people = [
      await makeParticipant(t.ctx(), id, { memberNumber: 'R1' }),
      await makeParticipant(t.ctx(), id, guests[nth]),
    ];
    if (nth === 0) for (const name of ['Ani', 'Joko']) people.push(await makeParticipant(t.ctx(), id, { name }));
    t.clock.set('2026-11-26T09:00:00+07:00');
    await enterList(t.ctx(), sessionIds[0] ?? 0, { enrolmentIds: people.map((one) => one.id), way: 'list' });
    t.clock.set(TEST_NOW);
  }
  // Rini, Budi with his address, a Budi of whom nothing more is known, Ani and Joko
  const period = ['2026-11-27', '2026-11-30'] as const;
  expect(await populationOf(await counted('programmes', gedog, ...period))).toBe(5);
  // a class comes as one enrolment, and is as many people as came with it
  await t.db.updateTable('programEnrolment').set({ people: 30 }).where('name', '=', 'Joko').execute();
  const forgetGuardianOf = async (name: string) =>
    t.db
      .updateTable('programEnrolment')
      .set({ guardianConsentAt: new Date(TEST_NOW) })
      .where('name', '=', name)
      .execute();
  const other = { libraryId: gedog, service: 'programmes' as const, name: 'Kelas', from: period[0], to: period[1] };
  expect(await populationOf(await planRound(t.ctx(), { ...other, count: true, population: null }))).toBe(34);
  // of a child whose guardian is forgotten nobody knows whether it is the same
  await forgetGuardianOf('Ani');
  expect(await outcome(counted('programmes', gedog, ...period))).toBe('satisfaction.not_counted');
  await t.db
    .updateTable('programEnrolment')
    .set({ name: '', contact: '', memberId: null })
    .where('name', '=', 'Ani')
    .execute();
  expect(await outcome(counted('programmes', gedog, ...period))).toBe('satisfaction.not_counted');
});
