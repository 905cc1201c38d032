import { beforeAll, expect, test } from 'vitest';
import { charge, payCharges } from '#modules/lending/charges';
import { checkIn, checkOut, countLoans, placeHold } from '#modules/lending/circulation';
import { listLoans } from '#modules/lending/circulation/testing';
import { makeCopy } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { personalData, retention } from '../../../../entrypoints/personal-data.ts';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  carryOutRequest,
  createMember,
  getMember,
  giveConsent,
  listRetention,
  makeRequest,
  setRetentionDays,
} from '../index.ts';
import { runRetention } from '../testing.ts';
import { aLibrary, letAllGo } from '../testing.ts';

const t = useTestDb();
let desk: Ctx;
let libraryId = 0;
let serial = 0;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  desk = { ...t.ctx(), libraryId };
});
const aMember = async (fullName: string, more: object = {}) =>
  createMember(desk, {
    fullName,
    number: `K${++serial}X`,
    category: 'umum',
    sex: 'P',
    birthDate: '1995-02-03',
    ...more,
  });
/** Borrowed and brought back on one day, or late. */
async function readBook(number: string, title: string, returnedAt?: string): Promise<string> {
  const itemBarcode = await makeCopy(desk, { title, barcode: `B-${++serial}`, libraryId });
  await checkOut(desk, { memberNumber: number, itemBarcode });
  if (returnedAt) t.clock.set(returnedAt);
  await checkIn(desk, { itemBarcode });
  return itemBarcode;
}
const year = { from: '2026-01-01', to: '2027-12-31' };
/** A night in which a person has looked before, and said that the date is right. */
const run = async () => {
  await letAllGo(desk, retention);
  return runRetention({ ...desk, actor: { kind: 'system', name: 'malam' } }, { retention, storage: t.storage });
};
const gone = (report: Awaited<ReturnType<typeof run>>, key: string) => report.find((part) => part.key === key);

test('who read what is forgotten ninety days after the return, unless the member keeps a history; no figure changes', async () => {
  const sari = await aMember('Sari Reader');
  const keeper = await aMember('Budi Keeper', { sex: 'L', birthDate: null });
  const restricted = await aMember('Rini Restricted');
  await giveConsent(desk, keeper.number, { purpose: 'reading_history', channel: 'desk' });
  await readBook(sari.number, 'Bumi Manusia', '2026-12-20T10:00:00+07:00');
  await readBook(keeper.number, 'Cantik Itu Luka');
  await readBook(restricted.number, 'Saman');
  const { id } = await makeRequest(desk, restricted.number, { kind: 'restrict' });
  await carryOutRequest(desk, { personalData, storage: t.storage }, id);
  const owing = await aMember('Tono Owing');
  await readBook(owing.number, 'Ronggeng');
  const { data } = await listLoans(desk, { memberNumber: owing.number, limit: 1 });
  await t.db.transaction().execute(async (trx) =>
    charge(trx, desk, {
      memberId: owing.id,
      libraryId,
      kind: 'damage',
      amount: 5000,
      loanId: data[0]?.id ?? 0,
      note: 'Ronggeng',
    }),
  );
  const before = await countLoans(desk, year);
  expect(before.byAgeGroup).toMatchObject({ '26–35': 3, '?': 1 });
  const popular = await t.db.selectFrom('bib').select(['title', 'loanCount']).orderBy('id').execute();

  t.clock.set('2027-03-19T10:00:00+07:00');
  expect(gone(await run(), 'loan_links')).toMatchObject({ gone: 0 });
  t.clock.set('2027-03-21T10:00:00+07:00');
  const dry = (await listRetention(desk, retention)).classes.find(({ key }) => key === 'loan_links');
  expect(dry).toMatchObject({ days: 90, count: 1, sample: ['Bumi Manusia (20 Desember 2026)'] });
  expect(gone(await run(), 'loan_links')).toMatchObject({ gone: 1 });
  expect(gone(await run(), 'loan_links')).toMatchObject({ gone: 0 });

  expect((await listLoans(desk, { memberNumber: sari.number, limit: 5 })).data).toEqual([]);
  for (const { number } of [keeper, restricted, owing]) {
    expect((await listLoans(desk, { memberNumber: number, limit: 5 })).data).toHaveLength(1);
  }
  // nothing else tells what she read: not the suspension, the trace, the money, the notices
  const everything = await Promise.all(
    (['memberBlock', 'auditEvent', 'chargeLine', 'notification', 'hold'] as const).map(async (table) =>
      t.db.selectFrom(table).selectAll().execute(),
    ),
  );
  const about = everything
    .flat()
    .map((row) => JSON.stringify(row))
    .filter(
      (row) =>
        row.includes(`"memberId":${sari.id}`) ||
        row.includes(sari.number) ||
        row.includes(`"entity":"member","entityId":"${sari.id}"`),
    );
  expect(about.length).toBeGreaterThan(0);
  expect(about.filter((row) => row.includes('Bumi Manusia'))).toEqual([]);
  const loan = await t.db.selectFrom('loan').selectAll().where('cutAt', 'is not', null).executeTakeFirstOrThrow();
  expect(loan).toMatchObject({ memberId: null, readerSex: 'P', readerAgeGroup: 26, suspensionBlockId: null });
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'loan').execute();
  const cut = trace.filter((row) => row.entityId === String(loan.id));
  expect(cut.length).toBeGreaterThan(1);
  expect(JSON.stringify(cut)).not.toContain(sari.number);

  // and the figures are what they were
  expect(await countLoans(desk, year)).toEqual(before);
  expect(await t.db.selectFrom('bib').select(['title', 'loanCount']).orderBy('id').execute()).toEqual(popular);

  // what was owed is paid, and the next night the link goes
  await payCharges(desk, owing.number, { amount: 5000, method: 'cash' });
  expect(gone(await run(), 'loan_links')).toMatchObject({ gone: 1 });
  const lines = await t.db
    .selectFrom('chargeLine')
    .select(['kind', 'amount', 'loanId', 'note'])
    .orderBy('id')
    .execute();
  expect(lines).toEqual([
    { kind: 'damage', amount: 5000, loanId: null, note: null },
    { kind: 'payment', amount: -5000, loanId: null, note: null },
  ]);
  expect(await countLoans(desk, year)).toEqual(before);
});

test('a hold that ended lets go of who waited', async () => {
  t.clock.set('2027-06-01T10:00:00+07:00');
  const dewi = await aMember('Dewi Waiting');
  const itemBarcode = await makeCopy(desk, { title: 'Pulang', barcode: `B-${++serial}`, libraryId });
  const other = await aMember('Other');
  const { loan } = await checkOut(desk, { memberNumber: other.number, itemBarcode });
  await placeHold(desk, { memberNumber: dewi.number, bibId: loan.bibId, pickupLibraryId: libraryId });
  await t.db
    .updateTable('hold')
    .set({ status: 'cancelled', endedAt: t.clock.now(), endedBy: 'Dewi Waiting' })
    .execute();
  t.clock.set('2027-09-01T10:00:00+07:00');
  await run();
  expect(await t.db.selectFrom('hold').select(['memberId', 'endedBy', 'status']).execute()).toEqual([
    { memberId: null, endedBy: '…', status: 'cancelled' },
  ]);
});

test('a card two years out of use becomes a pseudonym; books at home, money and a restriction keep it', async () => {
  t.clock.set(TEST_NOW);
  const old = await aMember('Lama Sekali', { expiresOn: '2026-12-01', email: 'lama@contoh.id' });
  const reader = await aMember('Masih Membawa', { expiresOn: '2026-12-31' });
  const itemBarcode = await makeCopy(desk, { title: 'Hujan', barcode: `B-${++serial}`, libraryId });
  await checkOut(desk, { memberNumber: reader.number, itemBarcode });
  t.clock.set('2029-06-01T10:00:00+07:00');
  const kept = (await listRetention(desk, retention)).classes.find(({ key }) => key === 'inactive_members');
  expect(kept?.sample).toEqual(expect.arrayContaining([old.number, reader.number]));
  const report = gone(await run(), 'inactive_members');
  expect(report?.waiting).toBe(1);
  await expect(getMember(desk, old.number)).rejects.toMatchObject({ code: 'members.not_found' });
  expect((await getMember(desk, reader.number)).fullName).toBe('Masih Membawa');
  const left = await t.db.selectFrom('member').selectAll().where('id', '=', old.id).executeTakeFirstOrThrow();
  expect(left).toMatchObject({ email: null, sex: 'P', status: 'withdrawn' });
  expect(gone(await run(), 'inactive_members')).toMatchObject({ gone: 0, waiting: 1 });
});

test('registrations nobody went on with, ended sessions and network addresses go by their own days', async () => {
  t.clock.set(TEST_NOW);
  const now = t.clock.now();
  const old = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const form = { tokenHash: Buffer.alloc(32), homeLibraryId: libraryId, createdAt: old(8) };
  await t.db
    .insertInto('registration')
    .values([
      { ...form, number: 'D-1', status: 'draft' },
      { ...form, tokenHash: Buffer.alloc(32, 1), number: 'D-2', status: 'draft', createdAt: old(6) },
      { ...form, tokenHash: Buffer.alloc(32, 2), number: 'D-3', status: 'submitted', submittedAt: old(91) },
      { ...form, tokenHash: Buffer.alloc(32, 3), number: 'D-4', status: 'rejected', decidedAt: old(31) },
    ])
    .execute();
  const someone = await aMember('Pemilik Sesi');
  const session = { memberId: someone.id, createdAt: old(60), lastSeenAt: old(60), ip: '10.0.0.1' };
  await t.db
    .insertInto('session')
    .values([
      { ...session, tokenHash: Buffer.alloc(32, 4), expiresAt: old(31) },
      { ...session, tokenHash: Buffer.alloc(32, 5), expiresAt: old(-5) },
    ])
    .execute();
  const event = { actorKind: 'member', actorName: 'Pemilik', action: 'member.signed_in', entity: 'member', via: 'web' };
  await t.db
    .insertInto('auditEvent')
    .values([
      { ...event, entityId: '1', at: old(181), after: JSON.stringify({ ip: '10.9.9.9' }) },
      { ...event, entityId: '1', at: old(179), after: JSON.stringify({ ip: '10.8.8.8' }) },
    ])
    .execute();
  const report = await run();
  expect(report.filter((part) => part.gone > 0).map(({ key, gone: count }) => [key, count])).toEqual([
    ['registration_drafts', 1],
    ['registrations_waiting', 1],
    ['registrations_decided', 1],
    ['sessions', 1],
    ['network_addresses', 1],
  ]);
  const trace = JSON.stringify(await t.db.selectFrom('auditEvent').select('after').execute());
  expect([trace.includes('10.9.9.9'), trace.includes('10.8.8.8')]).toEqual([false, true]);
  const { runs } = await listRetention(desk, retention);
  expect(runs[0]).toMatchObject({ requestedBy: 'Petugas Uji' });
  expect(toTheSecond(runs[0]?.finishedAt)).toEqual(toTheSecond(now));
});

test('a class can be kept without end, and only who may change settings says so', async () => {
  await setRetentionDays(desk, { sessions: null, loan_links: 30 });
  const { classes } = await listRetention(desk, retention);
  expect(
    classes.filter(({ key }) => ['sessions', 'loan_links', 'inactive_members'].includes(key)).map(({ days }) => days),
  ).toEqual([30, 730, null]);
  expect((await run()).map(({ key }) => key)).not.toContain('sessions');
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.privacy'] }] });
  await expect(setRetentionDays(clerk, { sessions: 1 })).rejects.toMatchObject({ code: 'platform.forbidden' });
  const branch = t.ctx({ grants: [{ libraryId, permissions: ['members.privacy'] }] });
  await expect(listRetention(branch, retention)).rejects.toMatchObject({ code: 'platform.forbidden' });
});
