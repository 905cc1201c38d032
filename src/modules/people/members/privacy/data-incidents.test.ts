import { beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  closeIncident,
  createMember,
  getIncident,
  incidentLetter,
  listIncidents,
  markTold,
  recordIncident,
  updateDataIncident,
} from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
let head: Ctx;

beforeAll(async () => {
  const { id } = await aLibrary(t.ctx());
  head = { ...t.ctx(), libraryId: id };
  await createMember(head, { fullName: 'Sari Puspita', number: 'S1', category: 'umum', address: 'Jl. Sumatra 1' });
});
const lostLaptop = {
  title: 'Laptop meja layanan hilang',
  happenedAt: new Date('2026-11-24T17:00:00+07:00'),
  foundAt: new Date('2026-11-25T08:00:00+07:00'),
  dataKinds: ['identity', 'contact'] as const,
  how: 'Laptop tertinggal di angkot.',
  measures: 'Kata sandi diganti, semua sesi diakhiri.',
  people: 120,
};
const input = (more: object = {}) => ({ ...lostLaptop, dataKinds: [...lostLaptop.dataKinds], ...more });

test('the 72 hours run from when it came to light; what is due first stands first', async () => {
  const first = await recordIncident(head, input({ memberNumbers: ['S1'] }));
  expect(first).toMatchObject({ number: 'K-2026-001', dueAt: new Date('2026-11-28T08:00:00+07:00') });
  const older = await recordIncident(head, input({ foundAt: new Date('2026-11-25T07:00:00+07:00') }));
  expect(older.number).toBe('K-2026-002');
  const { data } = await listIncidents(head, { limit: 10 });
  expect(data.map(({ number }) => number)).toEqual(['K-2026-002', 'K-2026-001']);
  const page = await listIncidents(head, { limit: 1 });
  expect((await listIncidents(head, { limit: 1, cursor: page.next ?? '' })).data[0]?.number).toBe('K-2026-001');
  await expect(recordIncident(head, input({ memberNumbers: ['TIDAK-ADA'] }))).rejects.toMatchObject({
    code: 'members.incident_members_unknown',
  });
  await expect(recordIncident(head, input({ dataKinds: [] }))).rejects.toMatchObject({
    fields: { dataKinds: 'required' },
  });
  await expect(recordIncident(head, input({ foundAt: new Date('2026-11-26T08:00:00+07:00') }))).rejects.toMatchObject({
    fields: { foundAt: 'date_in_future' },
  });
  // a number that was refused is not lost
  expect((await recordIncident(head, input({ title: 'Salah kirim' }))).number).toBe('K-2026-003');
});

test('it is told when those affected and the agency know, and closed after that only', async () => {
  const { id } = await recordIncident(head, input());
  await expect(closeIncident(head, id, { note: 'x' })).rejects.toMatchObject({ code: 'members.incident_not_told' });
  await markTold(head, id, 'agency');
  expect((await getIncident(head, id)).status).toBe('open');
  t.clock.set('2026-11-29T08:00:00+07:00');
  await markTold(head, id, 'subjects');
  t.clock.set('2026-11-30T08:00:00+07:00');
  await markTold(head, id, 'subjects');
  const told = await getIncident(head, id);
  expect(told).toMatchObject({ status: 'told', subjectsToldAt: new Date('2026-11-29T08:00:00+07:00') });
  await updateDataIncident(head, id, told.version, input({ people: 140 }));
  await expect(updateDataIncident(head, id, told.version, input())).rejects.toMatchObject({
    code: 'platform.version_conflict',
  });
  await closeIncident(head, id, { note: 'Laptop kini tersandi.' });
  await expect(markTold(head, id, 'public')).rejects.toMatchObject({ code: 'members.incident_closed' });
  t.clock.set(TEST_NOW);
  const acts = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'after'])
    .where('entity', '=', 'data_incident')
    .where('entityId', '=', String(id))
    .orderBy('id')
    .execute();
  expect(acts.map(({ action }) => action)).toEqual([
    'data_incident.recorded',
    'data_incident.told',
    'data_incident.told',
    'data_incident.updated',
    'data_incident.closed',
  ]);
  expect(acts[2]?.after).toEqual({ who: 'subjects', late: true });
});

test('the letters are PDF: one to the agency, one to each member, one to all where nobody is named', async () => {
  const named = await recordIncident(head, input({ memberNumbers: ['S1'] }));
  const unnamed = await recordIncident(head, input({ happenedAt: null, people: null }));
  for (const [id, to] of [
    [named.id, 'subjects'],
    [named.id, 'agency'],
    [unnamed.id, 'subjects'],
    [unnamed.id, 'agency'],
  ] as const) {
    const { fileName, body } = await incidentLetter(head, { root: process.cwd() }, id, to);
    expect(fileName).toMatch(/^K-2026-\d{3}-(lembaga|anggota)\.pdf$/);
    expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('only who answers for personal data sees incidents, each for the own libraries', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.edit'] }] });
  await expect(listIncidents(clerk, { limit: 1 })).rejects.toMatchObject({ code: 'platform.forbidden' });
  const other = await aLibrary(t.ctx(), 'LAIN');
  const elsewhere = t.ctx({ grants: [{ libraryId: other.id, permissions: ['members.privacy'] }] });
  expect((await listIncidents(elsewhere, { limit: 5 })).data).toEqual([]);
  const { id } = await recordIncident(head, input());
  await expect(getIncident(elsewhere, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('a branch writes to members whom it may read; those of others are for the network to name, and then stay named', async () => {
  const branch = await aLibrary(t.ctx(), 'GEDOG');
  await createMember(t.ctx(), { fullName: 'Rahma', number: 'G1', category: 'umum', homeLibrary: 'GEDOG' });
  const grants = [{ libraryId: branch.id, permissions: ['members.privacy', 'members.read'] }];
  const chief = { ...t.ctx({ id: 7, grants }), libraryId: branch.id };
  // by a number alone nobody learns the name and the address of a reader of another library
  await expect(recordIncident(chief, input({ memberNumbers: ['G1', 'S1'] }))).rejects.toMatchObject({
    code: 'members.incident_members_unknown',
    params: { numbers: 'S1' },
  });
  const { id } = await recordIncident(chief, input({ memberNumbers: ['G1'] }));
  const seen = await getIncident(chief, id);
  await updateDataIncident(t.ctx(), id, seen.version, input({ memberNumbers: ['G1', 'S1'] }));
  const { version, memberNumbers } = await getIncident(chief, id);
  expect(memberNumbers).toEqual(['G1', 'S1']);
  await updateDataIncident(chief, id, version, input({ how: 'Ditemukan kembali.', memberNumbers }));
  expect((await getIncident(chief, id)).memberNumbers).toEqual(['G1', 'S1']);
});
