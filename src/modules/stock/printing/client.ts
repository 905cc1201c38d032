export { AGES, BANDS, PRINT_KINDS, type Band, type Layout, type PrintKind } from './rules/layout.ts';
export { perSheet, SHEETS, type Sheet } from './rules/sheet.ts';
import type { Layout, PrintKind } from './rules/layout.ts';

/** Labels that were chosen together. */
export interface PrintBatch {
  id: number;
  kind: PrintKind;
  library: { id: number; code: string; name: string; timeZone: string };
  layout: Layout;
  /** The first label to use on the first sheet, from 1. */
  startAt: number;
  /** So many copies, members, shelves or posters. */
  subjects: number;
  createdAt: Date;
  createdBy: string;
  printedAt: Date | null;
}
