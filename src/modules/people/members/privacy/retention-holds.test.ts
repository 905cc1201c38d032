import { beforeAll, expect, test } from 'vitest';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { retention } from '../../../../entrypoints/personal-data.ts';
import type { Ctx } from '#platform/context';
import {
  acceptClockJump,
  approveRetention,
  createMember,
  listRetention,
  previewRetention,
  renewMembership,
  saveMemberBatch,
  setRetentionDays,
} from '../index.ts';
import { runRetention } from '../testing.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
const KEY = 'inactive_members';
let desk: Ctx;
let serial = 0;

beforeAll(async () => {
  t.clock.set(TEST_NOW);
  desk = { ...t.ctx(), libraryId: (await aLibrary(t.ctx())).id };
});
const aMember = async (expiresOn = '2026-12-01') =>
  createMember(desk, { fullName: `Lama ${++serial}`, number: `H${serial}`, category: 'umum', expiresOn });
const night = async () => {
  const report = await runRetention(
    { ...desk, actor: { kind: 'system', name: 'malam' } },
    { retention, storage: t.storage },
  );
  return report.find(({ key }) => key === KEY);
};
const later = async (day: string) => {
  t.clock.set(`${day}T01:30:00+07:00`);
  await acceptClockJump(desk);
};
const approve = async () => {
  const { before, seen } = await previewRetention(desk, retention, KEY);
  await approveRetention(desk, { retention, jobs: idleJobs }, KEY, { before, seen });
};
const living = async () =>
  (await t.db.selectFrom('member').select('number').where('erasedAt', 'is', null).orderBy('id').execute()).length;

test('the first clearing waits for a person who has seen whom; nothing goes meanwhile', async () => {
  for (let made = 0; made < 3; made += 1) await aMember();
  await later('2029-06-01');
  expect(await night()).toMatchObject({ gone: 0, held: 'first', due: 3 });
  expect(await night()).toMatchObject({ gone: 0, held: 'first', due: 3 });
  expect(await living()).toBe(3);
  expect((await listRetention(desk, retention)).classes.find(({ key }) => key === KEY)).toMatchObject({
    held: 'first',
  });

  const shown = await previewRetention(desk, retention, KEY);
  expect(shown).toMatchObject({ count: 3, held: 'first', next: null });
  expect(shown.members?.map(({ number, fullName, lastActiveOn }) => [number, fullName, lastActiveOn])).toEqual([
    ['H1', 'Lama 1', '2026-11-25'],
    ['H2', 'Lama 2', '2026-11-25'],
    ['H3', 'Lama 3', '2026-11-25'],
  ]);
  // whoever may not read members sees numbers only, and whoever has no say in personal data sees nothing
  const privacy = t.ctx({ grants: [{ libraryId: null, permissions: ['members.privacy'] }] });
  expect((await previewRetention(privacy, retention, KEY)).members?.[0]).toMatchObject({
    number: 'H1',
    fullName: null,
  });
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  await expect(previewRetention(clerk, retention, KEY)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(approveRetention(clerk, { retention, jobs: idleJobs }, KEY, shown)).rejects.toMatchObject({
    code: 'platform.forbidden',
  });

  // somebody comes back between the look and the word: it is looked at again
  await renewMembership(desk, 'H3');
  await expect(approveRetention(desk, { retention, jobs: idleJobs }, KEY, shown)).rejects.toMatchObject({
    code: 'members.retention_changed',
  });
  await approve();
  expect(await night()).toMatchObject({ gone: 2 });
  expect(await living()).toBe(1);
});

test('once seen, a usual night goes alone; more than 2 % or 50 members wait again', async () => {
  await later('2029-07-01');
  const many = Array.from({ length: 150 }, (_row, made) => ({
    number: `B${made}`,
    fullName: `Banyak ${made}`,
    category: 'umum',
    homeLibraryId: desk.libraryId ?? 0,
    expiresOn: made < 3 ? '2029-08-01' : '2040-01-01',
  }));
  await t.db.transaction().execute(async (trx) => saveMemberBatch(trx, desk, many));
  await later('2032-01-01');
  // three of 151
  expect(await night()).toMatchObject({ gone: 3 });
  await later('2032-02-01');
  for (let made = 0; made < 4; made += 1) await aMember('2032-03-01');
  await later('2035-01-01');
  expect(await night()).toMatchObject({ gone: 0, held: 'many', due: 5 });
  await approve();
  expect(await night()).toMatchObject({ gone: 5 });
});

test('a shorter time is a new question; only those who were shown go', async () => {
  const early = await aMember('2035-03-01');
  await later('2036-01-02');
  await setRetentionDays(desk, { [KEY]: 200 });
  expect(await night()).toMatchObject({ gone: 0, held: 'shorter', due: 1 });
  await approve();
  // became due after the look: not with these
  const late = await aMember('2037-03-02');
  await t.db
    .updateTable('member')
    .set({ lastActiveOn: '2035-01-01', expiresOn: '2035-03-02' })
    .where('id', '=', late.id)
    .execute();
  expect(await night()).toMatchObject({ gone: 1 });
  const left = await t.db
    .selectFrom('member')
    .select(['id', 'erasedAt'])
    .where('id', 'in', [early.id, late.id])
    .orderBy('id')
    .execute();
  expect(left.map(({ id, erasedAt }) => [id, erasedAt !== null])).toEqual([
    [early.id, true],
    [late.id, false],
  ]);
});

test('while the clock is doubted nothing is let go', async () => {
  const { before, seen } = await previewRetention(desk, retention, KEY);
  t.clock.set('2040-01-01T01:30:00+07:00');
  expect(
    await runRetention({ ...desk, actor: { kind: 'system', name: 'malam' } }, { retention, storage: t.storage }),
  ).toEqual([]);
  await expect(approveRetention(desk, { retention, jobs: idleJobs }, KEY, { before, seen })).rejects.toMatchObject({
    code: 'members.retention_clock',
  });
});
