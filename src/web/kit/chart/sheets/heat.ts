import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { LETTER, nameIn, shortFigure, valuesOf, widthOf } from '../chart-words.ts';
import type { Sheet } from '../echarts.server.ts';
import { HEAT, INKS } from '../inks.ts';

interface Field {
  /** Along, across, how strong (0 to 4), how many. */
  value: [number, number, number, number];
  label: { color: string };
}

/** From 0 (nothing) to 4, in equal steps up to the most. */
const strengthOf = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.min(HEAT.length - 1, Math.ceil((value / most) * (HEAT.length - 1)));

/** More hours than this have no room side by side for their figures. */
const COLUMNS = 14;

/** Fields with their figures; on a narrow sheet, and for many hours, it is turned: weekdays side by side, hours below each other. */
export function heatSheet(chart: Chart, width: number, narrow: boolean, locale: DateLocale): Sheet {
  const most = Math.max(0, ...valuesOf(chart));
  const columns = chart.keys.map(({ label }) => nameIn(label));
  const turned = narrow || columns.length > COLUMNS;
  const rows = chart.series.map(({ name }) => nameIn(name));
  const [along, across] = turned
    ? [narrow ? rows.map((name) => [...name].slice(0, 3).join('')) : rows, columns]
    : [columns, rows];
  const fields = chart.series.flatMap(({ values }, row) =>
    values.flatMap((value, column): Field[] => {
      if (value === null) return [];
      const strength = strengthOf(value, most);
      const [x, y] = turned ? [row, column] : [column, row];
      return [{ value: [x, y, strength, value], label: { color: strength > 2 ? INKS.gelap : INKS.terang } }];
    }),
  );
  const text = { fontSize: LETTER, fontFamily: 'sans-serif', color: INKS.nama, interval: 0 };
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const left = Math.min(120, widthOf(across) + 12);
  const room = (width - left) / along.length - 4;
  const figures = fields.map(({ value }) => shortFigure(value[3], room, locale));
  // where one has no room none is written: the table beside has them all
  const isWritten = widthOf(figures) <= room + 4;
  return {
    width,
    height: across.length * 30 + 28,
    option: {
      grid: { left, right: 1, top: 26, bottom: 2, outerBoundsMode: 'none' },
      xAxis: { type: 'category', position: 'top', data: along, ...bare, axisLabel: { ...text, margin: 8 } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: across,
        ...bare,
        axisLabel: { ...text, align: 'left', margin: left, width: left - 8, overflow: 'truncate' },
      },
      visualMap: {
        type: 'piecewise',
        show: false,
        dimension: 2,
        pieces: HEAT.map((ink, value) => ({ value, color: INKS[ink] })),
      },
      series: [
        {
          type: 'heatmap',
          // fields of one colour follow each other, so they become one path
          data: fields.toSorted((a, b) => a.value[2] - b.value[2]),
          itemStyle: { borderColor: INKS.dasar, borderWidth: 2 },
          label: {
            show: isWritten,
            fontSize: LETTER,
            formatter: ({ value }) => (Array.isArray(value) ? shortFigure(Number(value[3]), room, locale) : ''),
          },
        },
      ],
    },
  };
}
