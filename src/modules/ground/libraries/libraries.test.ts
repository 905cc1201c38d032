import { describe, expect, test } from 'vitest';
import type { AppError } from '#platform/errors';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import {
  addClosedDay,
  addSpace,
  calendarOf,
  calendarsOf,
  createLibrary,
  deactivateLibrary,
  getLibraryByCode,
  getSettings,
  isOpenOn,
  listClosedDays,
  listLibraries,
  listSpaces,
  mainLibrary,
  openStatusAt,
  removeClosedDay,
  removeSpace,
  replaceOpeningHours,
  setSetting,
  updateClosedDay,
  updateLibrary,
  updateSpace,
} from './index.ts';

const t = useTestDb();
const officeHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
let counter = 0;
const makeLibrary = async (name: string) => {
  counter += 1;
  return createLibrary(t.ctx(), { code: `UJI-${counter}`, name, type: 'kelurahan', openingHours: officeHours });
};
const refusal = async (work: Promise<unknown>): Promise<Partial<AppError>> => {
  const error = await work.then(
    () => null,
    (reason: AppError) => reason,
  );
  if (error === null) throw new Error('this should have been refused');
  return { code: error.code, fields: error.fields };
};
const audits = async () => t.db.selectFrom('auditEvent').selectAll().orderBy('id', 'desc').execute();

describe('libraries of the network', () => {
  test('a new library keeps what was typed, and the audit log says who made it', async () => {
    const library = await createLibrary(t.ctx(), {
      code: 'kel-gedog',
      name: '  Perpustakaan Kelurahan Gedog ',
      type: 'kelurahan',
      address: 'Jl. Bali 12',
      npp: '',
      openingHours: officeHours,
    });
    expect(library).toMatchObject({
      code: 'KEL-GEDOG',
      name: 'Perpustakaan Kelurahan Gedog',
      npp: null,
      timeZone: 'Asia/Jakarta',
      version: 1,
      openingHours: officeHours,
    });
    expect(await getLibraryByCode(t.ctx(), 'kel-gedog')).toEqual(library);
    expect((await audits())[0]).toMatchObject({ action: 'library.created', actorName: 'Petugas Uji' });
  });

  test('the same code twice is refused at its field', async () => {
    await createLibrary(t.ctx(), { code: 'KOTA', name: 'Kota', type: 'pusat' });
    const again = createLibrary(t.ctx(), { code: 'kota', name: 'Kota lain', type: 'pusat' });
    expect(await refusal(again)).toEqual({ code: 'libraries.code_taken', fields: { code: 'taken' } });
  });

  test('the second of two editors is told that somebody saved first', async () => {
    const library = await makeLibrary('Bendo');
    const first = await updateLibrary(t.ctx(), library.id, library.version, { phone: '0342 801234' });
    expect(first).toMatchObject({ phone: '0342 801234', name: 'Bendo', version: 2 });
    const second = updateLibrary(t.ctx(), library.id, library.version, { name: 'Bendo Baru' });
    expect(await refusal(second)).toMatchObject({ code: 'platform.version_conflict' });
    expect((await audits())[0]).toMatchObject({ before: { phone: null }, after: { phone: '0342 801234' } });
  });

  test('hours are replaced as a set; overlapping hours and a closing before the opening are refused', async () => {
    const library = await makeLibrary('Sentul');
    const friday = [
      { weekday: 5, opensMinute: 780, closesMinute: 960 },
      { weekday: 5, opensMinute: 480, closesMinute: 690 },
    ];
    const changed = await replaceOpeningHours(t.ctx(), library.id, 1, friday);
    expect(changed.openingHours.map((one) => one.opensMinute)).toEqual([480, 780]);
    const overlap = [...friday, { weekday: 5, opensMinute: 600, closesMinute: 800 }];
    expect(await refusal(replaceOpeningHours(t.ctx(), library.id, 2, overlap))).toMatchObject({
      fields: { 2: 'hours_overlap' },
    });
    const backwards = [{ weekday: 1, opensMinute: 900, closesMinute: 600 }];
    expect(await refusal(replaceOpeningHours(t.ctx(), library.id, 2, backwards))).toMatchObject({
      fields: { 0: 'closes_before_opens' },
    });
  });

  test('a branch head may edit her own library only, and nobody else may', async () => {
    const [own, other] = [await makeLibrary('Turi'), await makeLibrary('Tlumpu')];
    const head = t.ctx({ grants: [{ libraryId: own.id, permissions: ['libraries.manage'] }] });
    await updateLibrary(head, own.id, 1, { phone: '1' });
    expect(await refusal(updateLibrary(head, other.id, 1, { phone: '1' }))).toMatchObject({
      code: 'platform.forbidden',
    });
    expect(await refusal(createLibrary(head, { code: 'BARU', name: 'Baru', type: 'cabang' }))).toMatchObject({
      code: 'platform.forbidden',
    });
    expect(await refusal(updateLibrary(t.ctx({ kind: 'anonymous' }), own.id, 2, {}))).toMatchObject({
      code: 'platform.sign_in_needed',
    });
  });

  test('the order in which others are asked for what is collected here is kept once each, traced, and cleared again', async () => {
    const [here, other] = [await makeLibrary('Turi'), await makeLibrary('Tlumpu')];
    const kept = await updateLibrary(t.ctx(), here.id, here.version, { pullOrder: [other.id, here.id, other.id] });
    expect(kept.pullOrder).toEqual([other.id, here.id]);
    expect((await audits())[0]?.after).toMatchObject({ pullOrder: [other.id, here.id] });
    const saved = await updateLibrary(t.ctx(), here.id, kept.version, { name: 'Turi Baru' });
    expect(saved.pullOrder).toEqual([other.id, here.id]);
    expect((await updateLibrary(t.ctx(), here.id, saved.version, { pullOrder: null })).pullOrder).toBeNull();
  });

  test('what a house offers is told once each in one order, traced, kept when something else changes, and nothing unknown is taken', async () => {
    const { id, version, facilities } = await makeLibrary('Sentul');
    expect(facilities).toEqual([]);
    const told = await updateLibrary(t.ctx(), id, version, { facilities: ['toilet', 'wifi', 'toilet'] });
    expect(told.facilities).toEqual(['wifi', 'toilet']);
    expect((await audits())[0]?.after).toMatchObject({ facilities: ['wifi', 'toilet'] });
    const renamed = await updateLibrary(t.ctx(), id, told.version, { name: 'Sentul Baru' });
    expect(renamed.facilities).toEqual(['wifi', 'toilet']);
    const unknown = JSON.parse('{ "facilities": ["kolam renang"] }') as object;
    expect((await refusal(updateLibrary(t.ctx(), id, renamed.version, unknown))).code).toBe('platform.invalid_input');
    expect((await updateLibrary(t.ctx(), id, renamed.version, { facilities: [] })).facilities).toEqual([]);
  });

  test('the main library speaks for the network, whatever its place in the list; a closed one does not', async () => {
    await createLibrary(t.ctx(), { code: 'UJI-CABANG', name: 'A', type: 'cabang', sortOrder: 0 });
    expect((await mainLibrary(t))?.type).toBe('pusat');
    const main = await createLibrary(t.ctx(), { code: 'UJI-PUSAT', name: 'A', type: 'pusat', sortOrder: 0 });
    expect((await mainLibrary(t))?.id).toBe(main.id);
    await deactivateLibrary(t.ctx(), main.id, main.version);
    expect((await mainLibrary(t))?.id).not.toBe(main.id);
  });

  test('an order that names no library, or nobody, is refused at its field', async () => {
    const { id, version } = await makeLibrary('Ngadirejo');
    const refused = { code: 'platform.invalid_input', fields: { pullOrder: 'unknown' } };
    expect(await refusal(updateLibrary(t.ctx(), id, version, { pullOrder: [id, 999_999] }))).toEqual(refused);
    const fresh = { code: 'UJI-BARU', name: 'Baru', type: 'cabang' as const, pullOrder: [2_147_483_647] };
    expect(await refusal(createLibrary(t.ctx(), fresh))).toEqual(refused);
    for (const pullOrder of [[], [0], [3_000_000_000]])
      expect((await refusal(updateLibrary(t.ctx(), id, version, { pullOrder }))).code).toBe('platform.invalid_input');
  });

  test('a library that is closed for good leaves the public list and keeps its past', async () => {
    const library = await makeLibrary('Lama');
    await deactivateLibrary(t.ctx(), library.id, 1);
    const shown = await listLibraries(t.ctx(), { active: true });
    expect(shown.some((one) => one.id === library.id)).toBe(false);
    expect((await listLibraries(t.ctx())).some((one) => one.id === library.id)).toBe(true);
  });
});

describe('closed days', () => {
  test('a national holiday closes every library, a closing of its own only one', async () => {
    const [a, b] = [await makeLibrary('Kauman'), await makeLibrary('Rembang')];
    await addClosedDay(t.ctx(), {
      libraryId: null,
      dateFrom: '2026-12-24',
      dateTo: '2026-12-25',
      type: 'nasional',
      reason: 'Natal',
      source: 'SKB 3 Menteri 2026',
    });
    await addClosedDay(t.ctx(), {
      libraryId: a.id,
      dateFrom: '2026-12-21',
      dateTo: '2026-12-28',
      type: 'penutupan',
      reason: 'rak dipindah',
    });
    const of = await calendarsOf(t.db, [a.id, b.id], '2026-12-22', '2026-12-31');
    const [first, second] = [of.get(a.id), of.get(b.id)];
    expect(first && [...first.closed.keys()].sort()).toEqual(
      ['22', '23', '24', '25', '26', '27', '28'].map((day) => `2026-12-${day}`),
    );
    // the library's own reason is nearer than the network's
    expect(first?.closed.get('2026-12-25')?.reason).toBe('rak dipindah');
    expect(second && isOpenOn(second, '2026-12-23')).toBe(true);
    expect(second && isOpenOn(second, '2026-12-25')).toBe(false);
    expect((await listClosedDays(t.ctx(), { from: '2026-12-01', libraryId: b.id })).data).toHaveLength(1);
  });

  test('a day can be moved and removed by whoever read its present state', async () => {
    const library = await makeLibrary('Klampok');
    const day = await addClosedDay(t.ctx(), {
      libraryId: library.id,
      dateFrom: '2027-03-01',
      dateTo: '2027-03-01',
      type: 'penutupan',
      reason: 'listrik padam',
    });
    const moved = await updateClosedDay(t.ctx(), day.id, 1, { dateTo: '2027-03-02' });
    expect(moved).toMatchObject({ dateFrom: '2027-03-01', dateTo: '2027-03-02', version: 2 });
    expect(await refusal(removeClosedDay(t.ctx(), day.id, 1))).toMatchObject({ code: 'platform.version_conflict' });
    expect(await refusal(updateClosedDay(t.ctx(), day.id, 2, { dateTo: '2027-02-01' }))).toMatchObject({
      fields: { dateTo: 'ends_before_start' },
    });
    await removeClosedDay(t.ctx(), day.id, 2);
    const calendar = await calendarOf(t.db, library.id, '2027-02-01', '2027-04-01');
    expect(calendar.closed.size).toBe(0);
  });

  test('the head of a branch cannot close the whole network', async () => {
    const library = await makeLibrary('Karangsari');
    const head = t.ctx({ grants: [{ libraryId: library.id, permissions: ['libraries.manage'] }] });
    const network = { dateFrom: '2027-01-01', dateTo: '2027-01-01', type: 'daerah', reason: 'x' } as const;
    expect(await refusal(addClosedDay(head, { ...network, libraryId: null }))).toMatchObject({
      code: 'platform.forbidden',
    });
    const own = await addClosedDay(head, { ...network, libraryId: library.id });
    expect(await refusal(updateClosedDay(head, own.id, 1, { libraryId: null }))).toMatchObject({
      code: 'platform.forbidden',
    });
  });

  test('the library is open now by the clock of the test', async () => {
    const library = await makeLibrary('Bendogerit');
    const calendar = await calendarOf(t.db, library.id, '2026-11-01', '2026-12-31');
    expect(openStatusAt(calendar, t.clock.now())).toMatchObject({ kind: 'open', closesMinute: 960 });
  });
});

describe('rooms and shelves', () => {
  test('a shelf stands in a room of its library; removing the room takes its shelves along', async () => {
    const [library, other] = [await makeLibrary('Pakunden'), await makeLibrary('Blitar')];
    const room = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'R1', name: 'Ruang baca' });
    const shelf = await addSpace(t.ctx(), library.id, {
      kind: 'rak',
      code: 'A1',
      name: 'Rak 1',
      parentId: room.id,
      ddcFrom: '000',
      ddcTo: '299',
    });
    expect(await refusal(addSpace(t.ctx(), library.id, { kind: 'rak', code: 'A1', name: 'Lagi' }))).toMatchObject({
      code: 'libraries.space_code_taken',
    });
    const foreign = addSpace(t.ctx(), other.id, { kind: 'rak', code: 'A1', name: 'Rak', parentId: room.id });
    expect(await refusal(foreign)).toMatchObject({ fields: { parentId: 'unknown' } });
    expect(await updateSpace(t.ctx(), shelf.id, 1, { name: 'Rak umum' })).toMatchObject({
      name: 'Rak umum',
      ddcTo: '299',
      version: 2,
    });
    await removeSpace(t.ctx(), room.id, 1);
    expect(await listSpaces(t.ctx(), library.id)).toEqual([]);
  });
});

describe('settings of the network', () => {
  test('a pattern without a counter is refused; a good one is kept and traced', async () => {
    expect((await getSettings(t.db)).memberNumberPattern).toBe('{YYYY}{MM}{seq:5}');
    expect(await refusal(setSetting(t.ctx(), 'memberNumberPattern', 'BLT{YYYY}'))).toMatchObject({
      fields: { memberNumberPattern: 'number_pattern' },
    });
    await setSetting(t.ctx(), 'memberNumberPattern', 'BLT{YYYY}{seq:4}');
    expect((await getSettings(t.db)).memberNumberPattern).toBe('BLT{YYYY}{seq:4}');
    expect((await audits())[0]).toMatchObject({ action: 'setting.changed', entityId: 'memberNumberPattern' });
    expect(await refusal(setSetting(t.ctx({ grants: [] }), 'networkName', 'X'))).toMatchObject({
      code: 'platform.forbidden',
    });
  });
});
