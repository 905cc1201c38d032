import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addNote,
  addPerson,
  archivePartner,
  erasePerson,
  getPartner,
  listStandings,
  mergePartners,
  placePartner,
  planMeeting,
  viewMap,
  writeMinutes,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const at = (interest: number, influence: number, onDay = '2026-11-20') => ({
  ...{ interest, influence, onDay, reason: 'Terlihat di rapat.' },
});
const onMap = async (id: number) => (await viewMap(keeper(t), {})).points.find(({ partnerId }) => partnerId === id);

test('the newest word of a day counts, what was said before stays as its history', async () => {
  const id = await aPartner(t, { name: 'Pasar Legi' });
  await placePartner(keeper(t), id, at(2, 6, '2026-11-10'));
  await placePartner(keeper(t), id, at(4, 7, '2026-11-20'));
  await placePartner(keeper(t), id, at(1, 1, '2026-10-01'));
  expect(await onMap(id)).toMatchObject({ interest: 4, influence: 7, onDay: '2026-11-20', saidBy: 'Petugas Uji' });
  const first = await listStandings(keeper(t), id, { limit: 2 });
  const rest = await listStandings(keeper(t), id, { limit: 2, cursor: first.next ?? '' });
  expect([...first.data, ...rest.data].map(({ onDay }) => onDay)).toEqual(['2026-11-20', '2026-11-10', '2026-10-01']);
});

test('nobody stands on the map without a reason, beyond ten, or from a day to come', async () => {
  const id = await aPartner(t);
  const fields = async (input: object) =>
    (await refusal(placePartner(keeper(t), id, { ...at(5, 5), ...input }))).fields;
  expect(await fields({ reason: '  ' })).toEqual({ reason: 'required' });
  expect(await fields({ interest: 11 })).toHaveProperty('interest');
  expect(await fields({ influence: 4.5 })).toHaveProperty('influence');
  expect(await fields({ interest: Number.NaN })).toHaveProperty('interest');
  expect(await fields({ onDay: '2026-11-26' })).toEqual({ onDay: 'date_in_future' });
  expect(await fields({ onDay: '9999-12-31' })).toHaveProperty('onDay');
  expect(await fields({ reason: 'a\0b' })).toEqual({ reason: 'unstorable' });
  expect(await fields({ reason: 'x'.repeat(200_000) })).toEqual({ reason: 'too_long' });
  expect(await onMap(id)).toBeUndefined();
});

test('only who keeps partners sees the map or moves anybody on it', async () => {
  const id = await aPartner(t);
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['loans.manage'] }] });
  for (const work of [viewMap(desk, {}), placePartner(desk, id, at(5, 5)), listStandings(desk, id, { limit: 5 })])
    expect(await code(work)).toBe('platform.forbidden');
  expect(await code(viewMap(t.ctx({ kind: 'anonymous' }), {}))).toBe('platform.sign_in_needed');
});

test('the map is narrowed by kind and library; who is put away is not on it, and not moved', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const school = await aPartner(t, { kind: 'school', libraryId });
  const media = await aPartner(t, { kind: 'media' });
  for (const id of [school, media]) await placePartner(keeper(t), id, at(5, 5));
  const ids = async (wanted: Parameters<typeof viewMap>[1]) =>
    (await viewMap(keeper(t), wanted)).points.map(({ partnerId }) => partnerId);
  expect(await ids({ kind: 'school' })).toContain(school);
  expect(await ids({ kind: 'school' })).not.toContain(media);
  expect(await ids({ libraryId: 999_999 })).toEqual([]);
  await archivePartner(keeper(t), media, 1);
  expect(await onMap(media)).toBeUndefined();
  expect(await code(placePartner(keeper(t), media, at(6, 6)))).toBe('partners.state_forbids');
});

test('a note and a meeting that was held are contact; one that is planned is none', async () => {
  const id = await aPartner(t);
  await placePartner(keeper(t), id, at(8, 2));
  const next = async () => (await viewMap(keeper(t), {})).next.find(({ partnerId }) => partnerId === id)?.reasons;
  expect(await next()).toEqual(['never']);
  await addNote(keeper(t), id, { kind: 'call', onDay: '2026-01-05', text: 'Telepon' });
  expect(await next()).toEqual(['stale']);
  const meetingId = await planMeeting(keeper(t), id, { title: 'Rapat', onDay: '2026-11-24' });
  expect(await next()).toEqual(['stale']);
  await writeMinutes(keeper(t), meetingId, { minutes: 'Bertemu.', version: 1 });
  expect(await next()).toBeUndefined();
  expect((await getPartner(keeper(t), id)).lastContactOn).toBe('2026-11-24');
});

test('merging takes along what was said of both, and forgetting somebody takes them out of the reason', async () => {
  const [keep, drop] = [await aPartner(t, { name: 'Tetap' }), await aPartner(t, { name: 'Pergi' })];
  await placePartner(keeper(t), drop, { ...at(3, 8), reason: 'Menurut Larasati Wulandari belum perlu.' });
  const personId = await addPerson(keeper(t), drop, { name: 'Larasati Wulandari', role: 'Ketua' });
  await mergePartners(keeper(t), { keepId: keep, dropId: drop, keepVersion: 1, dropVersion: 1 });
  expect(await onMap(keep)).toMatchObject({ interest: 3, influence: 8 });
  await erasePerson(keeper(t), personId);
  expect(JSON.stringify(await listStandings(keeper(t), keep, { limit: 9 }))).not.toMatch(/larasati|wulandari/i);
  expect(await code(placePartner(keeper(t), drop, at(1, 1)))).toBe('partners.merged');
});
