import { expect, test } from 'vitest';
import type { Chart, ChartKind } from '#shared/chart';
import { changeIn, sentenceOf, tableOf } from './chart-table.ts';
import { scaleOf } from './chart-words.ts';
import { drawChart } from './draw-chart.server.ts';
import type { Drawing } from './drawing.ts';
import { INKS } from './inks.ts';
import { readDrawing } from './read-drawing.ts';

const NASTY = [
  '<script>alert(1)</script>',
  '"><style>*{display:none}</style>',
  "Anak' onload='x",
  'sebelum\u0000sesudah',
  'كتاب الأغاني',
  'Sejarah '.repeat(25),
  '{a|tebal} {value} {b}',
  'terbalik \u202Ekanan',
  'setengah \uD83D',
];
const KINDS: ChartKind[] = ['bars', 'line', 'heat', 'share'];
const chartOf = (kind: ChartKind, names: readonly string[] = NASTY): Chart => ({
  kind,
  title: names[0] ?? '',
  unit: 'peminjaman',
  keyName: 'Judul',
  keys: names.map((label, nth) => ({ key: String(nth), label })),
  series: ['2026', '2025', ...(kind === 'bars' ? [] : names.slice(0, 3))].map((name, row) => ({
    name,
    values: names.map((_, nth) => (nth === 2 ? null : 100 * nth + row)),
  })),
});
const drawingsOf = async (chart: Chart): Promise<Drawing[]> => {
  const { drawings } = await drawChart(chart, 'id');
  if (!drawings) throw new Error('nothing was drawn');
  return [drawings.wide, drawings.narrow];
};

test.each(KINDS)('%s: of what the drawing program writes only shapes and texts are left', async (kind) => {
  const inks = Object.keys(INKS).join('|');
  for (const { paths, labels } of await drawingsOf(chartOf(kind))) {
    expect(paths.length).toBeGreaterThan(0);
    for (const { d, class: classes, transform = '', width = '', dash = '' } of paths) {
      expect(d).toMatch(/^[MLHVACZ0-9ae hlvz.,-]+$/i);
      expect(classes).toMatch(new RegExp(`^((isi|tepi)-(${inks}) ?)+$`));
      expect(`${transform}${width}${dash}`).toMatch(/^(matrix\([\d.,e-]+\)|translate\([\d., e-]+\))?[\d.,]*$/);
    }
    for (const label of labels) expect(label.class).toMatch(new RegExp(`^isi-(${inks})$`));
    expect(JSON.stringify({ paths, labels })).not.toMatch(/style=|<\/?style[^>]*"\s*:|url\(/);
  }
});

test('names stay the texts that they are, on one line, and long ones end in …', async () => {
  const [wide, narrow] = await drawingsOf(chartOf('bars'));
  for (const drawing of [wide, narrow]) {
    const texts = drawing?.labels.map(({ text }) => text) ?? [];
    expect(texts).toContain('كتاب الأغاني');
    expect(texts).toContain('sebelum sesudah');
    expect(texts).toContain('terbalik kanan');
    expect(texts).toContain('{a|tebal} {value} {b}');
    expect(texts.filter((text) => /^Sejarah .*(…|\.\.\.)$/.test(text))).toHaveLength(1);
    for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u202E]/u);
  }
  expect(narrow?.labels.map(({ text }) => text)).toContain('<script>alert(1)</script>');
});

test('what a drawing may not hold is refused, not shown', () => {
  expect(() => readDrawing('<svg width="1" height="1"><script>x</script></svg>')).toThrow('script');
  expect(() => readDrawing('<svg width="1" height="1"><foreignObject/></svg>')).toThrow('foreignObject');
  expect(() => readDrawing('<svg width="1" height="1"><path d="M0 0" fill="url(http://x)"/></svg>')).toThrow('no ink');
});

test('a bar is as long as its figure says, and an earlier time stands on it', async () => {
  const chart = chartOf('bars', ['Agama', 'Sastra']);
  const [wide] = await drawingsOf({
    ...chart,
    series: [
      { name: '2026', values: [500, 1000] },
      { name: '2025', values: [250, 1000] },
    ],
  });
  const lengths = [...(wide?.paths[0]?.d ?? '').matchAll(/M[\d.]+ [\d.]+l([\d.]+)/g)].map(([, length]) =>
    Number(length),
  );
  expect(lengths[1]).toBeCloseTo(2 * (lengths[0] ?? 0), 0);
  expect(wide?.labels.map(({ text }) => text)).toEqual(['Agama', 'Sastra', '500', '1.000']);
  expect(wide?.paths.filter((path) => path.class === 'isi-c2')).toHaveLength(2);
});

test('fields of one strength are one path, with their figures in them', async () => {
  const [wide] = await drawingsOf({
    ...chartOf('heat', ['08.00', '09.00']),
    series: [
      { name: 'Senin', values: [0, 12] },
      { name: 'Selasa', values: [null, 3] },
    ],
  });
  expect(wide?.paths.map((path) => path.class)).toEqual(
    ['isi-h0', 'isi-h1', 'isi-h4'].map((ink) => `${ink} tepi-dasar`),
  );
  expect(wide?.labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['Senin', '0', '12', '3']));
});

test('lines have dashes, and their names at their ends', async () => {
  const chart = chartOf('line', ['1 Nov', '2 Nov', '3 Nov', '4 Nov']);
  const [wide, narrow] = await drawingsOf({ ...chart, series: chart.series.slice(0, 2) });
  const line = (ink: string) => wide?.paths.find((path) => path.class === `tepi-${ink}`);
  expect(line('c1')?.dash).toBeUndefined();
  expect(line('c2')?.dash).toMatch(/\d/);
  expect(wide?.labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['2026', '2025']));
  const ends = wide?.labels.filter(({ text }) => text.startsWith('202')).map(({ y }) => y) ?? [];
  expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeGreaterThanOrEqual(13);
  expect(narrow?.labels.map(({ text }) => text)).not.toContain('2026');
});

test('where there are no figures nothing is drawn', async () => {
  const chart = { ...chartOf('bars'), series: [{ name: '2026', values: NASTY.map(() => 0) }] };
  expect((await drawChart(chart, 'id')).drawings).toBeNull();
});

test('the table has every figure, what is not known, and how two times differ', () => {
  const chart: Chart = {
    ...chartOf('bars', ['Agama', 'Sastra', 'Seni']),
    series: [
      { name: '2026', values: [6820, 98, null] },
      { name: '2025', values: [5204, 100, 7] },
    ],
    totals: [6918, 5311],
  };
  const { heads, rows, foot } = tableOf(chart, 'id');
  expect(heads).toEqual(['Judul', '2026', '2025', 'Beda']);
  expect(rows.map(({ name, cells }) => [name, ...cells])).toEqual([
    ['Agama', '6.820', '5.204', '+31%'],
    ['Sastra', '98', '100', '−2%'],
    ['Seni', '–', '7', '–'],
  ]);
  expect(foot).toEqual(['6.918', '5.311', '+30%']);
  expect(tableOf(chart, 'en').rows[0]?.cells).toEqual(['6,820', '5,204', '+31%']);
  expect(changeIn(5, 0, 'id')).toBe('–');
  expect(sentenceOf(chart, 'id')).toBe('Agama. Paling banyak Agama, 2026: 6.820 peminjaman.');
});

test('of one whole the parts are the rows, with their shares', () => {
  const chart = chartOf('share', ['Semua']);
  const series = [
    { name: 'Anak', values: [30] },
    { name: 'Dewasa', values: [70] },
  ];
  const { rows } = tableOf({ ...chart, series }, 'id');
  expect(rows.map(({ name, cells }) => [name, ...cells])).toEqual([
    ['Anak', '30', '30%'],
    ['Dewasa', '70', '70%'],
  ]);
});

test('a scale has round steps and holds the most', () => {
  expect(scaleOf(14_212, 4)).toEqual({ max: 15_000, step: 5000 });
  expect(scaleOf(3, 4)).toEqual({ max: 3, step: 1 });
  expect(scaleOf(0, 4)).toEqual({ max: 1, step: 1 });
});
