import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts';
import { GridComponent, VisualMapPiecewiseComponent } from 'echarts/components';
import type { GridComponentOption, VisualMapComponentOption } from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, HeatmapChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

/** What the drawing program is told. */
export type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | HeatmapSeriesOption | GridComponentOption | VisualMapComponentOption
>;
export interface Sheet {
  option: Option;
  width: number;
  height: number;
}

/** Draws without a browser. This file is loaded with the first drawing only (docs/decisions/185). */
export function draw({ option, width, height }: Sheet): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
