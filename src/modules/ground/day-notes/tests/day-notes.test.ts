import { beforeAll, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createLibrary, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { changeDayNote } from '../change-day-note.ts';
import { addDayNote, listDayNotes, removeDayNote } from '../index.ts';

const t = useTestDb();
const api = useApi(t);
const week = { from: '2026-11-23', to: '2026-11-29' };
let kota: Library;
let desa: Library;
const of = (library: Library, ...permissions: string[]): Ctx =>
  t.ctx({ grants: [{ libraryId: library.id, permissions }] });
const texts = async (ctx: Ctx, libraryId?: number): Promise<string[]> =>
  (await listDayNotes(ctx, { ...week, ...(libraryId === undefined ? {} : { libraryId }) })).data.map(
    ({ text }) => text,
  );

beforeAll(async () => {
  kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  desa = await createLibrary(t.ctx(), { code: 'DESA', name: 'Pojok Baca Desa', type: 'kelurahan' });
  const add = async (libraryId: number | null, day: string, text: string) =>
    addDayNote(t.ctx(), { libraryId, day, text });
  await add(desa.id, '2026-11-26', 'Listrik padam');
  await add(kota.id, '2026-11-24', 'Banjir, tutup pukul 10');
  await add(null, '2026-11-25', 'Hari guru');
  await add(kota.id, '2026-12-01', 'Sesudah minggu itu');
});

test('what happened stands in the order of its days', async () => {
  expect(await texts(t.ctx())).toEqual(['Banjir, tutup pukul 10', 'Hari guru', 'Listrik padam']);
  expect(await texts(t.ctx(), kota.id)).toEqual(['Banjir, tutup pukul 10', 'Hari guru']);
});

test('many notes come in pages, each once', async () => {
  const first = await listDayNotes(t.ctx(), week, { limit: 2 });
  const rest = await listDayNotes(t.ctx(), week, { limit: 2, cursor: first.next ?? '' });
  expect([...first.data, ...rest.data].map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
  expect(rest.next).toBeNull();
});

test('a library reads its own notes and those of the network, and no other', async () => {
  const head = of(kota, 'reports.read');
  expect(await texts(head)).toEqual(['Banjir, tutup pukul 10', 'Hari guru']);
  expect(await texts(head, desa.id)).toEqual(['Hari guru']);
  expect((await refusal(listDayNotes(of(kota, 'loans.read'), week))).code).toBe('platform.forbidden');
});

test('only who keeps the calendar there writes, changes and takes away', async () => {
  const note = { libraryId: desa.id, day: '2026-11-27', text: 'Pasar malam' };
  expect((await refusal(addDayNote(of(kota, 'libraries.manage'), note))).code).toBe('platform.forbidden');
  expect((await refusal(addDayNote(of(desa, 'libraries.manage'), { ...note, libraryId: null }))).code).toBe(
    'platform.forbidden',
  );
  const keeper = of(desa, 'libraries.manage', 'reports.read');
  const { id, version } = await addDayNote(keeper, note);
  expect((await refusal(changeDayNote(of(kota, 'libraries.manage'), id, version, 'x'))).code).toBe(
    'platform.forbidden',
  );
  expect(await changeDayNote(keeper, id, version, ' Pasar malam di alun-alun ')).toMatchObject({
    text: 'Pasar malam di alun-alun',
    version: version + 1,
  });
  expect((await refusal(removeDayNote(keeper, id, version))).code).toBe('platform.version_conflict');
  await removeDayNote(keeper, id, version + 1);
  expect((await refusal(removeDayNote(keeper, id, version + 1))).code).toBe('day_notes.not_found');
  const trace = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entity', '=', 'day_note')
    .where('entityId', '=', String(id))
    .orderBy('id')
    .execute();
  expect(trace.map(({ action }) => action)).toEqual(['day_note.added', 'day_note.updated', 'day_note.removed']);
});

test.each([
  ['', 'text'],
  ['x'.repeat(201), 'text'],
])('a note says something, in at most 200 characters: %s', async (text, field) => {
  const refused = await refusal(addDayNote(t.ctx(), { libraryId: kota.id, day: '2026-11-24', text }));
  expect(Object.keys(refused.fields ?? {})).toEqual([field]);
});

test('programs write and read notes too', async () => {
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, etag?: string) =>
    api.inject({
      method,
      url: `/api/v1/day-notes${path}`,
      headers: { authorization: `Bearer ${api.token}`, ...(etag === undefined ? {} : { 'if-match': etag }) },
      ...(payload === undefined ? {} : { payload }),
    });
  const made = await call('POST', '', { library: 'KOTA', day: '2027-01-02', text: 'Cuti bersama' });
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: number }>();
  const changed = await call('PATCH', `/${id}`, { text: 'Cuti bersama tahun baru' }, made.headers.etag);
  expect(changed.json()).toMatchObject({ text: 'Cuti bersama tahun baru', library: { code: 'KOTA' } });
  expect((await call('GET', `/${id}`)).headers.etag).toBe(changed.headers.etag);
  const list = await call('GET', '?from=2027-01-01&to=2027-01-31&library=kota');
  expect(list.json<{ data: { day: string }[] }>().data.map(({ day }) => day)).toEqual(['2027-01-02']);
  expect((await call('DELETE', `/${id}`, undefined, changed.headers.etag)).statusCode).toBe(204);
  expect((await call('GET', `/${id}`)).statusCode).toBe(404);
});
