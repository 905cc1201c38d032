/** Millimetres of a sheet of labels. */
export interface Sheet {
  width: number;
  height: number;
  columns: number;
  rows: number;
  labelWidth: number;
  labelHeight: number;
  /** From the edge of the paper to the first label. */
  marginLeft: number;
  marginTop: number;
  /** Between two labels. */
  gapX: number;
  gapY: number;
}

const A4 = { width: 210, height: 297 } as const;
const NO_GAP = { gapX: 0, gapY: 0 } as const;

/**
 * Sheets that are sold in Indonesia. Sizes, margins and gaps of Tom & Jerry sheets are starting values, not measured: they differ by packet and
 * printer, so they are where one begins to measure.
 */
export const SHEETS = {
  a4_24: { ...A4, ...NO_GAP, columns: 3, rows: 8, labelWidth: 70, labelHeight: 36, marginLeft: 0, marginTop: 4.5 },
  a4_36: { ...A4, ...NO_GAP, columns: 6, rows: 6, labelWidth: 30, labelHeight: 40, marginLeft: 15, marginTop: 28.5 },
  a4_44: { ...A4, ...NO_GAP, columns: 4, rows: 11, labelWidth: 50, labelHeight: 25, marginLeft: 5, marginTop: 11 },
  tj_103: {
    ...{ width: 165, height: 205, columns: 2, rows: 6, labelWidth: 64, labelHeight: 32 },
    ...{ marginLeft: 16, marginTop: 2, gapX: 5, gapY: 1.8 },
  },
  tj_107: {
    ...{ width: 165, height: 205, columns: 3, rows: 10, labelWidth: 50, labelHeight: 18 },
    ...{ marginLeft: 4, marginTop: 3, gapX: 3.5, gapY: 2 },
  },
  tj_121: {
    ...{ width: 165, height: 205, columns: 2, rows: 5, labelWidth: 75, labelHeight: 38 },
    ...{ marginLeft: 6, marginTop: 3, gapX: 3, gapY: 2 },
  },
  card_3: { ...A4, ...NO_GAP, columns: 1, rows: 3, labelWidth: 125, labelHeight: 75, marginLeft: 42.5, marginTop: 36 },
  id_10: {
    ...{ ...A4, columns: 2, rows: 5, labelWidth: 85.6, labelHeight: 54 },
    ...{ marginLeft: 16.4, marginTop: 13.5, gapX: 6, gapY: 0 },
  },
  sign_4: {
    ...{ ...A4, columns: 1, rows: 4, labelWidth: 190, labelHeight: 64 },
    ...{ marginLeft: 10, marginTop: 12.5, gapX: 0, gapY: 5 },
  },
  poster_1: { ...A4, ...NO_GAP, columns: 1, rows: 1, labelWidth: 210, labelHeight: 297, marginLeft: 0, marginTop: 0 },
} as const satisfies Record<string, Sheet>;

export const perSheet = ({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>): number => columns * rows;

/** Which way the labels run out of the paper; empty = they fit. A tenth of a millimetre is nobody's error. */
export function overrun(sheet: Sheet): ('width' | 'height')[] {
  const right = sheet.marginLeft + sheet.columns * sheet.labelWidth + (sheet.columns - 1) * sheet.gapX;
  const bottom = sheet.marginTop + sheet.rows * sheet.labelHeight + (sheet.rows - 1) * sheet.gapY;
  return [
    ...(right > sheet.width + 0.1 ? (['width'] as const) : []),
    ...(bottom > sheet.height + 0.1 ? (['height'] as const) : []),
  ];
}

/** Where the left upper corner of a label is on its sheet. @param place from 0, row by row */
export const cornerOf = (sheet: Sheet, place: number): { x: number; y: number } => ({
  x: sheet.marginLeft + (place % sheet.columns) * (sheet.labelWidth + sheet.gapX),
  y: sheet.marginTop + Math.floor(place / sheet.columns) * (sheet.labelHeight + sheet.gapY),
});

/** Labels sheet by sheet; the first begins at a label that is still there. @param startAt from 1 */
export function toSheets<T>(labels: readonly T[], sheet: Sheet, startAt: number): { place: number; label: T }[][] {
  const size = perSheet(sheet);
  const sheets: { place: number; label: T }[][] = [];
  for (const [index, label] of labels.entries()) {
    const position = startAt - 1 + index;
    const number = Math.floor(position / size);
    (sheets[number] ??= []).push({ place: position % size, label });
  }
  return sheets;
}
