import { beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { searchAudit } from '#modules/ground/audit';
import { makeAccount } from '#modules/ground/identity/testing';
import { exactIkm } from '#modules/community/questionnaires';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { recordGuestVisit } from '#modules/premises/visits';
import { explainRefusal } from '#web/kit/form/form-refusal.server.ts';
import { selectHistory } from '../data/values.queries.ts';
import { enterPopulation, enterValue, listPacks, listPopulation, viewPack } from '../index.ts';
import type { PackShown } from '../client.ts';
import { computePack } from '../rules/compute-pack.ts';
import { decimal } from '../rules/fraction.ts';
import { findPack } from '../rules/packs/index.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
beforeAll(async () => {
  kota = await aLibrary(t.ctx());
  gedog = await createLibrary(t.ctx(), {
    ...{ code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' },
    ...{ kelurahan: 'Gedog', kecamatan: 'Sananwetan' },
  });
});

const only = (libraryId: number, ...permissions: string[]) => t.ctx({ grants: [{ libraryId, permissions }] });
const ktak = { pack: 'ktak-2024', year: 2026 } as const;
const visits = (libraryId: number, value: string | number) => ({
  ...{ ...ktak, input: 'visits', libraryId, value },
  source: 'Buku tamu kertas',
});
const inputOf = (shown: PackShown, code: string, library: string | null = null) => {
  const found = shown.inputs.find((one) => one.code === code && (one.library?.code ?? null) === library);
  if (!found) throw new Error(`no ${code} of ${library ?? 'the network'}`);
  return found;
};
const figureOf = (shown: PackShown, code: string, library: string | null = null) => {
  const found = shown.figures.find((one) => one.code === code && (one.library?.code ?? null) === library);
  if (!found) throw new Error(`no ${code} of ${library ?? 'the network'}`);
  return found;
};

describe('what was recorded', () => {
  test('counts with its day and with who is not in it; where nothing was recorded there is no data, not a zero', async () => {
    await recordGuestVisit(t.ctx(), { libraryId: kota.id, at: new Date('2026-11-25T09:00:00+07:00') });
    await aMember(t.ctx());
    const shown = await viewPack(t.ctx(), ktak);
    expect(inputOf(shown, 'visits', 'KOTA')).toMatchObject({
      value: '1',
      way: 'measured',
      until: '2026-11-25',
      ask: [],
    });
    expect(inputOf(shown, 'visits', 'KOTA').note.id).toContain('gerbang');
    expect(inputOf(shown, 'visits', 'GEDOG')).toMatchObject({ value: null, way: null });
    expect(inputOf(shown, 'members', 'KOTA')).toMatchObject({ value: '1', way: 'measured' });
    expect(figureOf(shown, 'ktak_all_visits')).toMatchObject({
      value: '1',
      state: 'partial',
      without: ['Perpustakaan Gedog'],
    });
    expect(shown.state.kind).toBe('lacks');
  });

  test('last year has its own: a visit of this year is in none of it', async () => {
    const shown = await viewPack(t.ctx(), { ...ktak, year: 2025 });
    expect(inputOf(shown, 'visits', 'KOTA').value).toBeNull();
    // nobody keeps who worked here a year ago
    expect(inputOf(shown, 'staff', 'KOTA').value).toBeNull();
  });
});

describe('what is missing', () => {
  test('names the library and whom to ask: staff of that library, else those of the network', async () => {
    await makeAccount(t, { username: 'kepala', grants: [{ role: 'head', libraryId: null }], fullName: 'Bu Kepala' });
    const before = await viewPack(t.ctx(), ktak);
    expect(inputOf(before, 'visits', 'GEDOG').ask).toEqual(['Bu Kepala']);
    await makeAccount(t, {
      username: 'gedog',
      grants: [{ role: 'outreach', libraryId: gedog.id }],
      fullName: 'Pak Gedog',
    });
    const after = await viewPack(t.ctx(), ktak);
    expect(inputOf(after, 'visits', 'GEDOG').ask).toEqual(['Pak Gedog']);
  });
});

describe('entering', () => {
  test('a value counts with its source and who said it; a corrected one keeps the older beside it', async () => {
    await enterValue(only(gedog.id, 'reports.submit'), visits(gedog.id, '1.250'));
    const first = inputOf(await viewPack(t.ctx(), ktak), 'visits', 'GEDOG');
    expect(first).toMatchObject({ value: '1250', way: 'staff', source: 'Buku tamu kertas', enteredBy: 'Petugas Uji' });
    await enterValue(t.ctx(), visits(gedog.id, 1300));
    expect(figureOf(await viewPack(t.ctx(), ktak), 'ktak_visits', 'GEDOG').value).toBe('1300');
    const place = { pack: '', input: 'visits', libraryId: gedog.id, year: 2026 };
    const history = await selectHistory(t.db, place);
    expect(history.map(({ value, replacedAt }) => [value, replacedAt === null])).toEqual([
      ['1300', true],
      ['1250', false],
    ]);
    const data = await searchAudit(t.ctx(), { entity: 'national_value', limit: 2 });
    expect(data[0]).toMatchObject({
      action: 'national_value.entered',
      before: { value: '1250' },
      after: { value: '1300' },
    });
  });

  test('stands over what was recorded, which is shown beside it', async () => {
    await enterValue(t.ctx(), visits(kota.id, 900));
    expect(inputOf(await viewPack(t.ctx(), ktak), 'visits', 'KOTA')).toMatchObject({ value: '900', beside: '1' });
  });

  test('is done by whoever may at that library, and for the network by whoever may everywhere', async () => {
    const code = async (work: Promise<unknown>) => (await refusal(work)).code;
    expect(await code(enterValue(only(gedog.id, 'reports.read'), visits(gedog.id, 1)))).toBe('platform.forbidden');
    expect(await code(enterValue(only(gedog.id, 'reports.submit'), visits(kota.id, 1)))).toBe('platform.forbidden');
    const tgm = { pack: 'tgm-2020', input: 'tgm_fm', libraryId: null, year: 2026, value: 60, source: 'Survei' };
    expect(await code(enterValue(only(gedog.id, 'reports.submit'), tgm))).toBe('platform.forbidden');
    expect(await code(enterValue(t.ctx({ kind: 'anonymous' }), tgm))).toBe('platform.sign_in_needed');
    expect(await code(viewPack(t.ctx({ grants: [] }), ktak))).toBe('platform.forbidden');
  });

  test.each([
    [{ value: -1 }, { value: 'number_needed' }],
    [{ value: '-1' }, { value: 'number_needed' }],
    [{ value: '12,5' }, { value: 'whole_number' }],
    [{ value: '9'.repeat(40) }, { value: 'number_needed' }],
    [{ value: 1e300 }, { value: 'number_needed' }],
    [{ value: Number.NaN }, { value: 'invalid' }],
    [{ value: '2.000.000.000' }, { value: 'too_much' }],
    [{ year: 9999 }, { year: 'invalid' }],
    [{ year: 2027 }, { year: 'year_ahead' }],
    [{ year: 1 }, { year: 'invalid' }],
    [{ source: ' ' }, { source: 'required' }],
    [{ source: 'x'.repeat(201) }, { source: 'too_long' }],
  ])('%j is refused at its field', async (wrong, fields) => {
    const refused = await refusal(enterValue(t.ctx(), { ...visits(kota.id, 1), ...wrong }));
    expect(refused.fields).toEqual(fields);
    for (const locale of ['id', 'en'] as const) {
      const said = explainRefusal(refused, { ...t.ctx(), locale }, {});
      expect(Object.values(said.fields).every((sentence) => sentence.length > 5)).toBe(true);
    }
  });

  test('nobody enters what a pack does not ask for, nor a constant of its source, nor a library’s value for the network', async () => {
    const code = async (more: object) => (await refusal(enterValue(t.ctx(), { ...visits(kota.id, 1), ...more }))).code;
    expect(await code({ pack: 'iplm-1999' })).toBe('methods.pack_not_found');
    expect(await code({ input: 'happiness' })).toBe('methods.input_not_found');
    expect(await code({ libraryId: null })).toBe('methods.input_not_found');
    expect(await code({ pack: 'snp-kota-2017', input: 'titles_per_person', libraryId: null })).toBe(
      'methods.input_not_found',
    );
    expect(await code({ pack: 'snp-kota-2017', input: 'titles', libraryId: gedog.id })).toBe('methods.input_not_found');
    expect(await code({ libraryId: 999_999 })).toBe('libraries.not_found');
  });

  test('two who correct at once leave one value that stands', async () => {
    await Promise.all([1, 2, 3, 4].map(async (value) => enterValue(t.ctx(), visits(gedog.id, value))));
    const history = await selectHistory(t.db, { pack: '', input: 'visits', libraryId: gedog.id, year: 2026 });
    expect(history.filter(({ replacedAt }) => replacedAt === null)).toHaveLength(1);
    expect(history).toHaveLength(6);
  });
});

describe('a constant that nobody found', () => {
  test('is waited for, and holds from its year on until a newer one', async () => {
    const pack = 'snp-kota-2017';
    const state = async (year: number) => (await viewPack(t.ctx(), { pack, year })).state;
    expect((await state(2026)).kind).toBe('constants');
    const hours = { pack, input: 'hours_standard', libraryId: null, source: 'Perka 8/2017' };
    await enterValue(t.ctx(), { ...hours, year: 2024, value: 54 });
    await enterValue(t.ctx(), { ...hours, year: 2026, value: 60 });
    const at = async (year: number) => inputOf(await viewPack(t.ctx(), { pack, year }), 'hours_standard');
    expect((await at(2023)).value).toBeNull();
    expect(await at(2025)).toMatchObject({ value: '54', year: 2024 });
    expect(await at(2026)).toMatchObject({ value: '60', year: 2026 });
  });

  test('is of its pack alone: K1 of 2025 is nobody’s K1 in another', async () => {
    await enterValue(t.ctx(), {
      pack: 'snp-kota-2017',
      input: 'people_per_staff',
      libraryId: null,
      year: 2026,
      value: 25000,
      source: 'x',
    });
    const other = await viewPack(t.ctx(), { pack: 'snp-kelurahan-2017', year: 2026 });
    expect(inputOf(other, 'hours_standard').value).toBeNull();
  });
});

describe('residents', () => {
  const bps = { year: 2025, source: 'BPS, Kota Blitar Dalam Angka 2026' };

  test('of kelurahan make the city’s, until somebody enters the city’s own; the newest year that is there counts, and says so', async () => {
    await enterPopulation(t.ctx(), { ...bps, kelurahan: 'Gedog', kecamatan: 'Sananwetan', people: 9000 });
    await enterPopulation(t.ctx(), { ...bps, kelurahan: 'Bendo', kecamatan: 'Kepanjenkidul', people: 6000 });
    const shown = await viewPack(t.ctx(), { pack: 'snp-kota-2017', year: 2026 });
    expect(inputOf(shown, 'residents_city')).toMatchObject({ value: '15000', year: 2025, source: bps.source });
    expect(figureOf(shown, 'titles_needed', 'KOTA').value).toBe('375');
    await enterPopulation(t.ctx(), { ...bps, kelurahan: '', people: 150_000 });
    expect(
      figureOf(await viewPack(t.ctx(), { pack: 'snp-kota-2017', year: 2026 }), 'titles_needed', 'KOTA').value,
    ).toBe('3750');
    const gedogs = await viewPack(t.ctx(), { pack: 'snp-kelurahan-2017', year: 2026 });
    expect(inputOf(gedogs, 'residents_area', 'GEDOG').value).toBe('9000');
    const earlier = await viewPack(t.ctx(), { pack: 'snp-kota-2017', year: 2024 });
    expect(inputOf(earlier, 'residents_city').value).toBeNull();
  });

  test('are corrected in any writing of the name, and the older number stays', async () => {
    await enterPopulation(t.ctx(), { ...bps, kelurahan: 'gedog', kecamatan: 'SANANWETAN', people: 9100 });
    const rows = (await listPopulation(t.ctx(), { year: 2026 })).filter(
      (one) => one.kelurahan.toLowerCase() === 'gedog',
    );
    expect(rows.map(({ people }) => people)).toEqual([9100]);
  });

  test('are nobody, half of somebody or in a year to come: refused', async () => {
    const fields = async (more: object) =>
      (await refusal(enterPopulation(t.ctx(), { ...bps, kelurahan: 'Gedog', people: 1, ...more }))).fields;
    expect(await fields({ people: 0 })).toEqual({ people: 'invalid' });
    expect(await fields({ people: 1.5 })).toEqual({ people: 'invalid' });
    expect(await fields({ people: 1e12 })).toEqual({ people: 'invalid' });
    expect(await fields({ year: 9999 })).toEqual({ year: 'invalid' });
    expect(await fields({ kelurahan: '', kecamatan: 'Sananwetan' })).toEqual({ kelurahan: 'required' });
    expect(
      (await refusal(enterPopulation(only(gedog.id, 'reports.submit'), { ...bps, kelurahan: 'Gedog', people: 1 })))
        .code,
    ).toBe('platform.forbidden');
  });
});

test('who reads the reports of one library sees its values, and no figure of the network', async () => {
  const ctx = only(gedog.id, 'reports.read');
  const shown = await viewPack(ctx, ktak);
  expect(new Set(shown.inputs.map((one) => one.library?.code))).toEqual(new Set(['GEDOG']));
  expect(new Set(shown.figures.map((one) => one.library?.code))).toEqual(new Set(['GEDOG']));
  const packs = await listPacks(ctx, { year: 2026 });
  expect(packs.find(({ key }) => key === 'iplm-2021')?.main).toBeNull();
  expect(packs.find(({ key }) => key === 'snp-kota-2017')?.state.kind).toBe('empty');
});

test('LPPD takes the indices of the year’s packs, and the official figure where it is entered', async () => {
  const scores = { tgm_fm: 60, tgm_dm: 50, tgm_jb: 40, tgm_fai: 80, tgm_dai: 70 };
  for (const [input, value] of Object.entries(scores)) {
    await enterValue(t.ctx(), {
      pack: 'tgm-2020',
      input,
      libraryId: null,
      year: 2022,
      value,
      source: 'Survei TGM 2022',
    });
  }
  const uplm = ['0,002825', '2,269653', '0,003088', '0,015690', '2,036810', '0,027581', '0,673794'];
  for (const [nth, value] of uplm.entries()) {
    const input = `uplm${nth + 1}`;
    await enterValue(t.ctx(), { pack: 'iplm-2021', input, libraryId: null, year: 2022, value, source: 'Dinas 2022' });
  }
  const lppd = async () =>
    (await viewPack(t.ctx(), { pack: 'lppd-2020', year: 2022 })).figures.map(({ value }) => value);
  expect(await lppd()).toEqual(['71.85', '52.50']);
  await enterValue(t.ctx(), {
    pack: 'lppd-2020',
    input: 'lppd_iplm',
    libraryId: null,
    year: 2022,
    value: '70,10',
    source: 'Surat Perpusnas',
  });
  expect(await lppd()).toEqual(['70.10', '52.50']);
  const later = await listPacks(t.ctx(), { year: 2026 });
  expect(later.filter(({ family, inForce }) => family === 'iplm' && inForce).map(({ key }) => key)).toEqual([
    'iplm-2025',
  ]);
});

test.each([
  [301, 10, '83.61', 'B, baik'],
  [955, 29, '91.48', 'A, sangat baik'],
  [32, 1, '88.89', 'A, sangat baik'],
  [9, 1, '25.00', 'D, tidak baik'],
  [36, 1, '100.00', 'A, sangat baik'],
])('the satisfaction index of %i scores on %i sheets is %s: %s', (total, sheets, value, band) => {
  const pack = findPack('ikm-2017');
  if (!pack) throw new Error('the pack is gone');
  const values = { ikm_total: decimal(String(total)), ikm_sheets: decimal(String(sheets)) };
  const [found] = computePack(pack, {
    ...{ network: {}, libraries: [{ code: 'KOTA', type: 'pusat', values }] },
    ikm: (sum, n) => exactIkm(Number(sum), Number(n)).hundredths,
  });
  expect(found).toMatchObject({ value, band: { id: band } });
});
