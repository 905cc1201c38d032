import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { hasFigures, sentenceOf, tableOf, type ChartTable } from './chart-table.ts';
import type { Drawing } from './drawing.ts';
import type { Sheet } from './echarts.server.ts';
import { readDrawing } from './read-drawing.ts';
import { barsSheet } from './sheets/bars.ts';
import { heatSheet } from './sheets/heat.ts';
import { lineSheet } from './sheets/line.ts';
import { shareSheet } from './sheets/share.ts';

/** A chart with its table and two drawings; the style sheet shows the one that fits. */
export interface DrawnChart {
  chart: Chart;
  table: ChartTable;
  /** What the drawing says, for who does not see it. */
  sentence: string;
  /** None where there is nothing to draw. */
  drawings: { wide: Drawing; narrow: Drawing } | null;
}

/** In points, which are pixels where a drawing is not stretched: letters are never smaller than on the sheet. */
const WIDE = 460;
const NARROW = 320;

function sheetOf(chart: Chart, narrow: boolean, locale: DateLocale): Sheet {
  const width = narrow ? NARROW : WIDE;
  if (chart.kind === 'bars') return barsSheet(chart, width, narrow, locale);
  if (chart.kind === 'line') return lineSheet(chart, width, narrow, locale);
  return chart.kind === 'heat' ? heatSheet(chart, width, narrow, locale) : shareSheet(chart, width, narrow);
}

/** Draws a chart. The drawing program is loaded when the first one is asked for. */
export async function drawChart(chart: Chart, locale: DateLocale): Promise<DrawnChart> {
  const said = { chart, table: tableOf(chart, locale), sentence: sentenceOf(chart, locale) };
  if (!hasFigures(chart)) return { ...said, drawings: null };
  const { draw } = await import('./echarts.server.ts');
  const drawn = (narrow: boolean): Drawing => readDrawing(draw(sheetOf(chart, narrow, locale)));
  return { ...said, drawings: { wide: drawn(false), narrow: drawn(true) } };
}
