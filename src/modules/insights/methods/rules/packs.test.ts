import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../../../../tests/support/properties.ts';
import { bandOf, computePack, packInForce, type FigureResult, type Given, type GivenLibrary } from './compute-pack.ts';
import { decimal, type Fraction } from './fraction.ts';
import type { LibraryType } from './pack.ts';
import { findPack, PACKS } from './packs/index.ts';

type Typed = Readonly<Record<string, string | null>>;
const values = (typed: Typed): Record<string, Fraction | null> =>
  Object.fromEntries(Object.entries(typed).map(([code, text]) => [code, text === null ? null : decimal(text)]));
const library = (code: string, type: LibraryType, typed: Typed = {}): GivenLibrary => ({
  code,
  type,
  values: values(typed),
});
const noIkm = (): number => {
  throw new Error('nobody asks for the index here');
};
const given = (network: Typed, libraries: readonly GivenLibrary[] = [], ikm: Given['ikm'] = noIkm): Given => ({
  network: values(network),
  libraries,
  ikm,
});
function figures(key: string, from: Given): FigureResult[] {
  const pack = findPack(key);
  if (!pack) throw new Error(`no pack ${key}`);
  return computePack(pack, from);
}
function figure(key: string, code: string, from: Given, of: string | null = null): FigureResult {
  const found = figures(key, from).find((one) => one.figure === code && one.library === of);
  if (!found) throw new Error(`${key} has no figure ${code}`);
  return found;
}

/** Sukoharjo 2022, as its government published the seven elements and the index. */
const SUKOHARJO = {
  ...{ uplm1: '0.002825', uplm2: '2.269653', uplm3: '0.003088', uplm4: '0.015690' },
  ...{ uplm5: '2.036810', uplm6: '0.027581', uplm7: '0.673794' },
};

describe('IPLM', () => {
  test('2021/22 gives Sukoharjo the index that was published: 71.85, medium', () => {
    expect(figure('iplm-2021', 'iplm', given(SUKOHARJO))).toMatchObject({
      ...{ value: '71.85', state: 'complete', missing: [] },
      band: { id: 'Sedang' },
    });
  });

  test.each([
    ['29.46', 'Sangat Rendah'],
    ['45.24', 'Rendah'],
    ['69.03', 'Sedang'],
    // between the printed bands: one decimal decides
    ['29.94', 'Sangat Rendah'],
    ['29.95', 'Rendah'],
    ['89.95', 'Sangat Tinggi'],
    ['0', 'Sangat Rendah'],
    ['140', 'Sangat Tinggi'],
  ])('%s is %s', (value, band) => {
    const bands = findPack('iplm-2021')?.figures.find(({ code }) => code === 'iplm')?.bands ?? [];
    expect(bandOf(decimal(value), bands, 1)?.id).toBe(band);
  });

  test('what libraries have is divided by the people of their kind, and summed over kinds', () => {
    const libraries = [
      library('KOTA', 'pusat', { copies: '30000', members: '5000' }),
      library('GEDOG', 'kelurahan', { copies: '1000', members: '250' }),
      library('SMP', 'sekolah', { copies: '6000', members: '600' }),
    ];
    const from = given({ residents_city: '150000', pupils_city: '30000' }, libraries);
    // 31,000 ÷ 150,000 + 6,000 ÷ 30,000 ; 5,250 ÷ 150,000 + 600 ÷ 30,000 ; 2 ÷ 150,000 + 1 ÷ 30,000
    expect(figure('iplm-2021', 'ratio2', from).value).toBe('0.406667');
    expect(figure('iplm-2021', 'ratio7', from).value).toBe('0.055000');
    expect(figure('iplm-2021', 'ratio1', from).value).toBe('0.000047');
  });

  test('a library without a value is named, and a sum without it has no grade', () => {
    const libraries = [library('KOTA', 'pusat', { copies: '30000' }), library('GEDOG', 'kelurahan', { copies: null })];
    const found = figure('iplm-2021', 'ratio2', given({ residents_city: '150000' }, libraries));
    expect(found).toMatchObject({ value: '0.200000', state: 'partial', without: ['GEDOG'] });
    expect(found.missing).toEqual([{ input: 'copies', library: 'GEDOG' }]);
    const { uplm7, ...six } = SUKOHARJO;
    expect(uplm7).not.toBe('');
    const index = figure('iplm-2021', 'iplm', given(six, libraries));
    expect(index).toMatchObject({ value: null, band: null, state: 'missing' });
    expect(index.missing).toContainEqual({ input: 'members', library: 'KOTA' });
  });

  test('later versions wait for constants that nobody could find, one by one', () => {
    const waits = figure('iplm-2025', 'iplm', given(SUKOHARJO));
    expect(waits).toMatchObject({ value: null, state: 'missing' });
    expect(waits.missing).toContainEqual({ input: 'k1', library: null });
    const ones = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((i) => [`k${i}`, '1']));
    expect(figure('iplm-2025', 'iplm', given({ ...SUKOHARJO, ...ones })).value).toBe('71.85');
    const bounds = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].flatMap((i) => [
        [`least${i}`, '0'],
        [`most${i}`, '2'],
      ]),
    );
    expect(figure('iplm-2023', 'iplm', given({ ...SUKOHARJO, ...bounds })).value).toBe('35.92');
  });

  test('a constant of zero divides nothing: there is no index, and no grade', () => {
    const zeros = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((i) => [`k${i}`, '0']));
    const found = figure('iplm-2025', 'iplm', given({ ...SUKOHARJO, ...zeros }));
    expect(found).toMatchObject({ value: null, band: null, state: 'undivided' });
  });

  test('a figure of 2022 goes by the pack of 2021, and one of 2026 by that of 2025', () => {
    expect(packInForce(PACKS, 'iplm', 2022)?.key).toBe('iplm-2021');
    expect(packInForce(PACKS, 'iplm', 2026)?.key).toBe('iplm-2025');
    expect(packInForce(PACKS, 'iplm', 1999)).toBeNull();
  });
});

test('TGM: 0.3 × (60 + 50 + 40) + 0.05 × (80 + 70) is 52.50, medium; one score less, and there is no data', () => {
  const scores = { tgm_fm: '60', tgm_dm: '50', tgm_jb: '40', tgm_fai: '80', tgm_dai: '70' };
  expect(figure('tgm-2020', 'tgm', given(scores))).toMatchObject({ value: '52.50', band: { id: 'sedang' } });
  expect(figure('tgm-2020', 'tgm', given({ ...scores, tgm_jb: null }))).toMatchObject({
    ...{ value: null, state: 'missing' },
    missing: [{ input: 'tgm_jb', library: null }],
  });
});

describe('the national standard', () => {
  const kota = (typed: Typed) =>
    given({ residents_city: '150000' }, [library('KOTA', 'pusat', typed), library('GEDOG', 'kelurahan')]);

  test('150,000 residents need 3,750 titles', () => {
    const from = kota({ titles: '1184', copies: '4000', copies_recent: '300' });
    expect(figure('snp-kota-2017', 'titles_needed', from, 'KOTA').value).toBe('3750');
    expect(figure('snp-kota-2017', 'titles_gap', from, 'KOTA').value).toBe('2566');
    expect(figure('snp-kota-2017', 'recent_share', from, 'KOTA').value).toBe('7.5');
    expect(figure('snp-kota-2017', 'recent_gap', from, 'KOTA').value).toBe('2.5');
  });

  test('more than the standard is no gap', () => {
    const from = kota({ titles: '4000', copies: '4000', copies_recent: '400' });
    expect(figure('snp-kota-2017', 'titles_gap', from, 'KOTA').value).toBe('0');
    expect(figure('snp-kota-2017', 'recent_gap', from, 'KOTA').value).toBe('0.0');
  });

  test('what was not found is asked for: area, staff, hours; and a library without a copy has no share of new ones', () => {
    const area = figure('snp-kota-2017', 'building_area_needed', kota({}), 'KOTA');
    expect(area).toMatchObject({ state: 'missing', missing: [{ input: 'area_per_person', library: null }] });
    expect(figure('snp-kota-2017', 'recent_share', kota({ copies: '0', copies_recent: '0' }), 'KOTA').state).toBe(
      'undivided',
    );
  });

  test('is of libraries of its kind alone', () => {
    const results = figures('snp-kota-2017', kota({}));
    expect(new Set(results.map((one) => one.library))).toEqual(new Set(['KOTA']));
  });
});

test('IFLA: 300 visits a day of 150,000 residents are 0.10', () => {
  const libraries = [library('KOTA', 'pusat', { visits: '89000', participants: '1000' })];
  const from = given({ residents_city: '150000', service_days: '300' }, libraries);
  expect(figure('ifla-visits', 'ifla_visits', from).value).toBe('0.10');
  expect(
    figure('ifla-visits', 'ifla_visits', given({ ...{ residents_city: '0', service_days: '300' } }, libraries)).state,
  ).toBe('undivided');
});

test('indicators name what they divide by, and renewals stand apart', () => {
  const libraries = [
    library('KOTA', 'pusat', {
      loans: '9000',
      renewals: '700',
      copies: '4000',
      titles: '1500',
      copies_lent: '2500',
      visits: '30000',
      members: '1200',
    }),
    library('GEDOG', 'kelurahan', {
      loans: '100',
      renewals: '0',
      copies: '0',
      titles: '0',
      copies_lent: '0',
      visits: '500',
      members: '40',
    }),
  ];
  const from = given({ residents_city: '150000' }, libraries);
  const of = (code: string, at: string | null = null) => figure('pakpi-2021', code, from, at).value;
  expect([of('turnover_copies'), of('turnover_titles')]).toEqual(['2.28', '6.07']);
  expect([of('loans_per_resident'), of('loans_per_member')]).toEqual(['0.06', '7.34']);
  expect([of('unused'), of('renewals_all')]).toEqual(['37.5', '700']);
  expect([of('visits_per_resident'), of('visits_per_member')]).toEqual(['0.20', '24.60']);
  expect(figure('pakpi-2021', 'library_turnover', from, 'GEDOG').state).toBe('undivided');
  const says = findPack('pakpi-2021')?.figures.map((one) => one.says.id) ?? [];
  expect(says.filter((formula) => formula.includes('÷')).length).toBe(says.length - 1);
});

test('KTAK is told library by library; what one has not said is left open', () => {
  const libraries = [
    library('KOTA', 'pusat', { titles: '1500', copies: '4000', staff: '12', members: '900', visits: '30000' }),
    library('GEDOG', 'kelurahan', { titles: '80', copies: '90', staff: '1', members: '40', visits: null }),
  ];
  const from = given({}, libraries);
  expect(figure('ktak-2024', 'ktak_visits', from, 'KOTA').value).toBe('30000');
  expect(figure('ktak-2024', 'ktak_visits', from, 'GEDOG')).toMatchObject({ value: null, state: 'missing' });
  expect(figure('ktak-2024', 'ktak_all_visits', from)).toMatchObject({
    value: '30000',
    state: 'partial',
    without: ['GEDOG'],
  });
  expect(figure('ktak-2024', 'ktak_all_copies', from)).toMatchObject({ value: '4090', state: 'complete' });
});

test('LPPD: the two key indicators, as they are', () => {
  const found = figures('lppd-2020', given({ lppd_iplm: '71.85', lppd_tgm: null }));
  expect(found.map(({ value, state }) => [value, state])).toEqual([
    ['71.85', 'complete'],
    [null, 'missing'],
  ]);
});

test('the satisfaction index is of libraries that asked; the others are named and nothing is missing', () => {
  const asked: bigint[][] = [];
  const ikm = (...of: bigint[]): number => (asked.push(of), 8361);
  const libraries = [library('KOTA', 'pusat', { ikm_total: '301', ikm_sheets: '10' }), library('GEDOG', 'kelurahan')];
  expect(figure('ikm-2017', 'ikm', given({}, libraries, ikm))).toMatchObject({
    ...{ value: '83.61', state: 'complete', missing: [], without: ['GEDOG'] },
    band: { id: 'B, baik' },
  });
  expect(asked[0]).toEqual([301n, 10n]);
  expect(figure('ikm-2017', 'ikm_library', given({}, libraries, ikm), 'GEDOG')).toMatchObject({
    value: null,
    band: null,
    state: 'missing',
  });
});

test('packs are whole: keys and codes of their own, bands that begin at the least value, evidence for every constant', () => {
  expect(new Set(PACKS.map(({ key }) => key)).size).toBe(PACKS.length);
  for (const pack of PACKS) {
    const codes = [...pack.inputs, ...pack.figures].map(({ code }) => code);
    expect(new Set(codes).size, pack.key).toBe(codes.length);
    expect(pack.figures.length, pack.key).toBeGreaterThan(0);
    for (const input of pack.inputs) {
      if (input.from === 'constant')
        expect(input.evidence, `${pack.key} ${input.code}`).toBe(input.fixed ? 'seen' : 'unseen');
    }
  }
  // one value for every pack: an input of a name means the same wherever it is asked for
  const shared = new Map<string, string>();
  for (const { code, from, of, unit } of PACKS.flatMap(({ inputs }) => inputs).filter(
    (one) => one.from !== 'constant',
  )) {
    const means = `${from} ${of} ${unit.id}`;
    expect(shared.get(code) ?? means, code).toBe(means);
    shared.set(code, means);
  }
});

const some = fc.option(fc.bigInt(0n, 10n ** 9n), { nil: null });
test('whatever is known or not, every pack answers, and what lacks a value never has a grade', () => {
  for (const pack of PACKS) {
    fc.assert(
      fc.property(fc.array(some, { minLength: 60, maxLength: 60 }), (numbers) => {
        let at = 0;
        const next = (): Fraction | null => {
          const n = numbers[at++ % numbers.length] ?? null;
          return n === null ? null : { n, d: 1n };
        };
        const all = (): Record<string, Fraction | null> =>
          Object.fromEntries(pack.inputs.map(({ code }) => [code, next()]));
        const types: LibraryType[] = ['pusat', 'kelurahan', 'sekolah', 'khusus'];
        const libraries = types.map((type) => ({ code: type, type, values: all() }));
        for (const one of computePack(pack, { libraries, network: all(), ikm: () => 8000 })) {
          if (one.state !== 'complete') expect(one.band).toBeNull();
          if (one.state === 'missing' || one.state === 'undivided') expect(one.value).toBeNull();
          else expect(one.value).toMatch(/^-?\d+(\.\d+)?$/);
          if (one.missing.length > 0) expect(['partial', 'missing']).toContain(one.state);
        }
      }),
      { numRuns: 60 },
    );
  }
});
