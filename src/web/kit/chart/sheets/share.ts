import type { Chart } from '#shared/chart';
import { LETTER, nameIn, widthOf } from '../chart-words.ts';
import type { Sheet } from '../echarts.server.ts';
import { INKS, PARTS } from '../inks.ts';
import { percentsOf } from '../percents.ts';

/** A part that is narrower, in points, says its percentage in the table alone. */
const ROOM = 36;

/** Wholes, each a bar as long as the others, with its parts. */
export function shareSheet(chart: Chart, width: number, narrow: boolean): Sheet {
  const names = chart.keys.map(({ label }) => nameIn(label));
  const alone = names.length === 1;
  const column = narrow || alone ? 0 : Math.min(Math.round(width * 0.36), widthOf(names) + 12);
  const parts = chart.keys.map((_, nth) => percentsOf(chart.series.map(({ values }) => values[nth] ?? null)));
  const row = narrow && !alone ? 50 : 38;
  const label = { color: INKS.nama, fontSize: LETTER, fontFamily: 'sans-serif', overflow: 'truncate' as const };
  return {
    width,
    height: names.length * row + (narrow && !alone ? 8 : 2),
    option: {
      grid: { left: column, right: 1, top: narrow && !alone ? 8 : 1, bottom: 1, outerBoundsMode: 'none' },
      xAxis: { type: 'value', show: false, min: 0, max: 100 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: narrow
          ? {
              ...label,
              show: !alone,
              interval: 0,
              inside: true,
              margin: 0,
              align: 'left',
              verticalAlign: 'bottom',
              padding: [0, 0, 13, 0],
              width: width - 4,
            }
          : { ...label, show: !alone, interval: 0, align: 'left', margin: column, width: column - 12 },
      },
      series: chart.series.map((_, nth) => ({
        type: 'bar' as const,
        stack: 'whole',
        barWidth: narrow && !alone ? 22 : 28,
        itemStyle: { color: INKS[PARTS[nth] ?? 'c0'], borderColor: INKS.dasar, borderWidth: 1.5 },
        data: parts.map((part) => part[nth] ?? null),
        label: {
          show: true,
          color: INKS.angka,
          fontSize: LETTER,
          formatter: ({ value }) =>
            typeof value === 'number' && (value / 100) * (width - column) >= ROOM ? `${Math.round(value)}%` : '',
        },
      })),
    },
  };
}
