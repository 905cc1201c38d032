import { beforeAll, expect, test } from 'vitest';
import { textOf } from '../../../../../tests/support/read-made.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { exportPack } from '../export-pack.ts';
import {
  answerRequest,
  askForValue,
  enterValue,
  keepReport,
  listReports,
  openRequests,
  viewPack,
  viewReport,
  viewRequest,
  withdrawRequest,
} from '../index.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
beforeAll(async () => {
  kota = await aLibrary(t.ctx());
  gedog = await createLibrary(t.ctx(), { code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});

const ktak = { pack: 'ktak-2024', year: 2026 } as const;
const nobody = () => t.ctx({ kind: 'anonymous' });
const ask = async (more: object = {}) =>
  askForValue(t.ctx(), { ...ktak, input: 'visits', libraryId: gedog.id, askedOf: 'Pak Lurah', ...more });
const link = (token: string) => ({ token, ip: '203.0.113.7' });
const answer = { value: '1.250', source: 'Buku tamu', name: 'Pak Lurah' };
const code = async (work: Promise<unknown>) => (await refusal(work)).code;
const visitsOf = async (library: string) =>
  (await viewPack(t.ctx(), ktak)).inputs.find((one) => one.code === 'visits' && one.library?.code === library);

test('who was asked answers without an account: once, for this value, with their name beside it', async () => {
  const { token } = await ask();
  const page = await viewRequest(nobody(), link(token));
  expect([page.input.code, page.library, page.request.year]).toEqual(['visits', 'Perpustakaan Gedog', 2026]);
  await answerRequest(nobody(), link(token), answer);
  expect(await visitsOf('GEDOG')).toMatchObject({
    value: '1250',
    way: 'link',
    enteredBy: 'Pak Lurah',
    source: 'Buku tamu',
  });
  expect(await visitsOf('KOTA')).toMatchObject({ value: null });
  expect(await code(viewRequest(nobody(), link(token)))).toBe('methods.link_over');
  expect(await code(answerRequest(nobody(), link(token), { ...answer, value: 1 }))).toBe('methods.link_over');
  expect((await visitsOf('GEDOG'))?.value).toBe('1250');
});

test('two answers at once by one link: one of them counts', async () => {
  const { token } = await ask({ input: 'staff' });
  const said = await Promise.allSettled(
    [1, 2, 3].map(async (value) => answerRequest(nobody(), link(token), { ...answer, value })),
  );
  expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('what was mistyped can be sent again', async () => {
  const { token } = await ask({ input: 'members' });
  expect((await refusal(answerRequest(nobody(), link(token), { ...answer, value: 'banyak' }))).fields).toEqual({
    value: 'number_needed',
  });
  expect((await refusal(answerRequest(nobody(), link(token), { ...answer, name: ' ' }))).fields).toEqual({
    name: 'required',
  });
  await answerRequest(nobody(), link(token), answer);
});

test('a link ends with its days, or when it is taken back; one that nobody made opens nothing either', async () => {
  const { token, id } = await ask({ input: 'titles' });
  expect(await code(ask({ input: 'titles' }))).toBe('methods.asked_already');
  const later = { ...nobody(), clock: { now: () => new Date('2026-12-10T00:00:00Z') } };
  expect(await code(viewRequest(later, link(token)))).toBe('methods.link_over');
  expect((await openRequests(t.ctx(), ktak)).map((one) => one.id)).toContain(id);
  await withdrawRequest(t.ctx(), id);
  expect(await code(viewRequest(nobody(), link(token)))).toBe('methods.link_over');
  expect(await code(withdrawRequest(t.ctx(), id))).toBe('methods.link_over');
  expect(await code(viewRequest(nobody(), link('angka_apa-saja')))).toBe('methods.link_over');
  await ask({ input: 'titles' });
});

test('is asked by whoever may enter it there, for sixty days at most', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['reports.submit'] }] });
  const asked = { ...ktak, input: 'copies', libraryId: gedog.id, askedOf: 'Pak Lurah' };
  expect(await code(askForValue(ctx, asked))).toBe('platform.forbidden');
  expect(await openRequests(ctx, ktak)).toEqual([]);
  expect((await refusal(askForValue(t.ctx(), { ...asked, days: 9999 }))).fields).toEqual({ days: 'invalid' });
  expect((await refusal(askForValue(t.ctx(), { ...asked, year: 9999 }))).fields).toEqual({ year: 'invalid' });
});

test('the token is kept nowhere: only what it hashes to', async () => {
  const { token } = await ask({ input: 'copies' });
  const rows = await t.db.selectFrom('methodRequest').selectAll().execute();
  const events = await t.db.selectFrom('auditEvent').select(['before', 'after']).execute();
  expect(JSON.stringify([rows, events])).not.toContain(token.slice(6));
});

test('a report stays as it was handed in, whatever is corrected later', async () => {
  const visits = { ...ktak, input: 'visits', libraryId: gedog.id, source: 'Buku tamu' };
  await enterValue(t.ctx(), { ...visits, value: 1250 });
  const id = await keepReport(t.ctx(), ktak);
  await enterValue(t.ctx(), { ...visits, value: 4000 });
  const kept = await viewReport(t.ctx(), id);
  const of = (shown: typeof kept) =>
    shown.figures.find((one) => one.code === 'ktak_visits' && one.library?.code === 'GEDOG')?.value;
  expect(of(kept)).toBe('1250');
  expect(kept.keptBy).toBe('Petugas Uji');
  expect((await listReports(t.ctx(), ktak)).map((one) => one.id)).toEqual([id]);
  expect(await code(viewReport(t.ctx(), 999_999))).toBe('methods.report_not_found');
  const some = t.ctx({ grants: [{ libraryId: gedog.id, permissions: ['reports.read', 'reports.submit'] }] });
  expect(await code(keepReport(some, ktak))).toBe('platform.forbidden');
  expect(await code(viewReport(some, id))).toBe('platform.forbidden');
});

test('KTAK as a table: a library in a line with its NPP, what is missing said, and sources below', async () => {
  await createLibrary(t.ctx(), { code: 'TBM', name: '=SUM(A1)', type: 'tbm', npp: '3572021D0000001' });
  const lines = (await textOf(exportPack(t.ctx(), { ...ktak, format: 'csv' }))).split('\r\n');
  expect(lines[1]).toContain('"Perpustakaan","NPP","Kelurahan","Kecamatan","Judul koleksi (judul)"');
  expect(lines.find((line) => line.startsWith(`"Perpustakaan Gedog"`))).toContain('4000');
  const tbm = lines.find((line) => line.includes('3572021D0000001')) ?? '';
  expect(tbm).toContain(`"'=SUM(A1)"`);
  expect(tbm).toContain('belum ada data');
  expect(lines.some((line) => line.includes('Buku tamu; diisi Petugas Uji') && line.includes('gerbang'))).toBe(true);
});
