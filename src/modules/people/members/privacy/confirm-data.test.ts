import { beforeAll, expect, test } from 'vitest';
import { setSettings } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  carryOutRequest,
  confirmData,
  confirmOwnData,
  createMember,
  getMember,
  isDataRefreshDue,
  makeRequest,
} from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
let desk: Ctx;

beforeAll(async () => {
  desk = { ...t.ctx(), libraryId: (await aLibrary(t.ctx())).id };
});
const aMember = async (number: string) =>
  createMember(desk, { fullName: `Anggota ${number}`, number, category: 'umum' });

test('a year after joining the data are asked for, and a yes is good for another year', async () => {
  const sari = await aMember('R1X');
  const own = t.ctx({ kind: 'member', id: sari.id, number: sari.number, name: sari.fullName, sessionId: 1 });
  t.clock.set('2027-11-24T10:00:00+07:00');
  expect(await isDataRefreshDue(desk, 'R1X')).toBe(false);
  t.clock.set('2027-11-25T10:00:00+07:00');
  expect(await isDataRefreshDue(own, 'R1X')).toBe(true);
  await confirmOwnData(own);
  expect(await isDataRefreshDue(desk, 'R1X')).toBe(false);
  t.clock.set('2028-11-26T10:00:00+07:00');
  expect(await isDataRefreshDue(desk, 'R1X')).toBe(true);
  await confirmData(desk, 'R1X');
  expect(await getMember(desk, 'R1X')).toMatchObject({
    dataConfirmedAt: desk.clock.now(),
    dataConfirmedBy: 'Petugas Uji',
  });
  t.clock.set(TEST_NOW);
});

test('nobody is asked where the network says so, nor anybody whose data are only kept', async () => {
  await aMember('R2X');
  t.clock.set('2028-12-01T10:00:00+07:00');
  await setSettings(desk, { dataRefreshMonths: null });
  expect(await isDataRefreshDue(desk, 'R2X')).toBe(false);
  await setSettings(desk, { dataRefreshMonths: 6 });
  expect(await isDataRefreshDue(desk, 'R2X')).toBe(true);
  const { id } = await makeRequest(desk, 'R2X', { kind: 'restrict' });
  await carryOutRequest(desk, { personalData: [], storage: t.storage }, id);
  expect(await isDataRefreshDue(desk, 'R2X')).toBe(false);
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  await expect(confirmData(reader, 'R2X')).rejects.toMatchObject({ code: 'platform.forbidden' });
  t.clock.set(TEST_NOW);
});
