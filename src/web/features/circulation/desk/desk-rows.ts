import type { DeskRow } from './desk-answer.ts';

/** A scan that was refused, while the line with the key `afterRow` was the last ('' = none yet). */
export interface Refusal {
  afterRow: string;
  title: string;
  barcode: string;
}

/** The running list, the latest first, with refused scans where they happened, numbered from below. @param word what such a line says */
export function withRefusals(done: readonly DeskRow[], refusals: readonly Refusal[], word: string): DeskRow[] {
  const lines: DeskRow[] = [...done];
  for (const { afterRow, title, barcode } of refusals) {
    const place = Math.max(
      0,
      lines.findIndex((row) => row.key === afterRow && !row.refused),
    );
    const index = lines.slice(0, place).findIndex((row) => row.refused);
    lines.splice(index === -1 ? place : index, 0, {
      key: `refused-${barcode}-${lines.length}`,
      number: 0,
      title,
      barcode,
      due: '–',
      result: word,
      state: 'late',
      refused: true,
    });
  }
  return lines.map((row, index) => ({ ...row, number: lines.length - index }));
}
