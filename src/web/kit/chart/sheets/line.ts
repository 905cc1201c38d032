import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { LETTER, nameIn, scaleOf, valuesOf, widthOf } from '../chart-words.ts';
import type { Sheet } from '../echarts.server.ts';
import { INKS, PARTS } from '../inks.ts';

/** How lines are told apart without their colours. */
export const DASHES: readonly (number[] | 'solid')[] = ['solid', [7, 4], [2, 4], [9, 3, 2, 3], [4, 2]];
const NAME = 150;

/** Lines over days or months; each has its name at its end where there is room. */
export function lineSheet(chart: Chart, width: number, narrow: boolean, locale: DateLocale): Sheet {
  const { max, step } = scaleOf(Math.max(0, ...valuesOf(chart)), narrow ? 3 : 4);
  const height = narrow ? 220 : 260;
  const names = chart.series.map(({ name }) => nameIn(name));
  const named = !narrow && chart.series.length > 1;
  const text = { fontSize: LETTER, fontFamily: 'sans-serif', color: INKS.nama };
  const edge = { top: 14, bottom: 30 };
  const ends = chart.series.map(({ values }) => values.findLastIndex((value) => value !== null));
  const lows = endsApart(
    chart.series.map(
      ({ values }, nth) => (1 - (values[ends[nth] ?? 0] ?? 0) / max) * (height - edge.top - edge.bottom),
    ),
  );
  return {
    width,
    height,
    option: {
      grid: {
        left: Math.max(26, widthOf([formatNumber(max, locale)]) + 10),
        right: named ? Math.min(NAME, widthOf(names) + 12) : 12,
        ...edge,
        outerBoundsMode: 'none',
      },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: chart.keys.map(({ label }) => nameIn(label)),
        axisLine: { lineStyle: { color: INKS.garis } },
        axisTick: { show: false },
        axisLabel: { ...text, hideOverlap: true, alignMaxLabel: 'right' },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max,
        interval: step,
        axisLabel: { ...text, margin: 8, formatter: (value: number) => formatNumber(value, locale) },
        splitLine: { lineStyle: { color: INKS.garis } },
      },
      // the first line is drawn last, over the others
      series: chart.series
        .map(({ values }, nth) => ({
          type: 'line' as const,
          symbol: 'none',
          lineStyle: { color: INKS[PARTS[nth] ?? 'c0'], width: nth === 0 ? 2.5 : 2, type: DASHES[nth] ?? 'solid' },
          itemStyle: { color: INKS[PARTS[nth] ?? 'c0'] },
          data: values.map((value, at) =>
            at === ends[nth] && value !== null
              ? {
                  value,
                  symbol: 'circle',
                  symbolSize: 7,
                  label: {
                    show: named,
                    position: 'right' as const,
                    distance: 4,
                    offset: [0, lows[nth] ?? 0],
                    formatter: () => names[nth] ?? '',
                    color: INKS.angka,
                    fontSize: LETTER,
                    width: NAME - 12,
                    overflow: 'truncate' as const,
                  },
                }
              : value,
          ),
        }))
        .toReversed(),
    },
  };
}

/** How far each name moves down so that no two stand on each other, where lines end at these heights. */
function endsApart(heights: readonly number[]): number[] {
  const moved = [...heights];
  const order = heights.map((_, nth) => nth).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  for (const [place, nth] of order.entries()) {
    const above = order[place - 1];
    if (above !== undefined) moved[nth] = Math.max(heights[nth] ?? 0, (moved[above] ?? 0) + LETTER + 3);
  }
  return moved.map((at, nth) => Math.round(at - (heights[nth] ?? 0)));
}
