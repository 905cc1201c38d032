/** What pages may know about analyses: fixed lists, safe for the browser. */

/** What some analyses ask beside time and library. */
export const ANALYSIS_INPUTS = ['ratio', 'budget', 'price'] as const;
export type AnalysisInput = (typeof ANALYSIS_INPUTS)[number];

/** In what the figures of a column are said. */
export const COLUMN_UNITS = ['text', 'day', 'count', 'decimal', 'percent', 'points', 'rupiah'] as const;
export type ColumnUnit = (typeof COLUMN_UNITS)[number];
