import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { LETTER, nameIn, valuesOf, widthOf } from '../chart-words.ts';
import type { Sheet } from '../echarts.server.ts';
import { INKS } from '../inks.ts';

/** Names take at most this part of a wide drawing; what is longer ends in "…" and stands whole in the table. */
const NAMES = 0.44;
/** Between names and bars: letters of a screen may be wider than they are taken for. */
const GAP = 24;
const MARK = { width: 3, over: 5, ground: 7 };

/** Bars that lie; on a narrow sheet their names stand above them. */
export function barsSheet(chart: Chart, width: number, narrow: boolean, locale: DateLocale): Sheet {
  const [now, before] = chart.series;
  const names = chart.keys.map(({ label }) => nameIn(label));
  const values = valuesOf(chart);
  const column = narrow ? 0 : Math.min(Math.round(width * NAMES), widthOf(names) + GAP);
  const row = narrow ? 42 : 28;
  const thick = narrow ? 13 : 17;
  const label = { color: INKS.nama, fontSize: LETTER, fontFamily: 'sans-serif', overflow: 'truncate' as const };
  // an earlier time is a line across the bar, with some ground on both sides
  const mark = (colour: string, wide: number) => ({
    type: 'line' as const,
    data: before ? [...before.values] : [],
    symbol: 'rect',
    symbolSize: [wide, thick + MARK.over],
    showAllSymbol: true,
    lineStyle: { opacity: 0 },
    itemStyle: { color: colour },
  });
  return {
    width,
    height: chart.keys.length * row + (narrow ? 8 : 2),
    option: {
      grid: {
        left: column,
        right: widthOf(values.map((value) => formatNumber(value, locale))) + 16,
        top: narrow ? 8 : 1,
        bottom: 1,
        outerBoundsMode: 'none',
      },
      xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, ...values) },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: narrow
          ? {
              ...label,
              interval: 0,
              inside: true,
              margin: 0,
              align: 'left',
              verticalAlign: 'bottom',
              padding: [0, 0, 9, 0],
              width: width - 4,
            }
          : { ...label, interval: 0, align: 'left', margin: column, width: column - GAP },
      },
      series: [
        {
          type: 'bar',
          data: now ? [...now.values] : [],
          barWidth: thick,
          itemStyle: { color: INKS.c1 },
          label: {
            show: true,
            position: 'right',
            distance: MARK.ground + 1,
            color: INKS.angka,
            fontSize: LETTER,
            formatter: ({ value }) => (typeof value === 'number' ? formatNumber(value, locale) : ''),
          },
        },
        ...(before ? [mark(INKS.dasar, MARK.ground), mark(INKS.c2, MARK.width)] : []),
      ],
    },
  };
}
