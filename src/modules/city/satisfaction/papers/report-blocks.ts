/** A part of the report, in order: a chapter, a section, a paragraph, a line of a list, a table, a new page. */
export type Block =
  | { kind: 'chapter' | 'section' | 'text' | 'line'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][]; ofTexts: boolean }
  | { kind: 'page' };

export const chapter = (text: string): Block => ({ kind: 'chapter', text });
export const section = (text: string): Block => ({ kind: 'section', text });
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const lines = (words: readonly string[]): Block[] => words.map((one) => ({ kind: 'line', text: one }));
export const table = (head: string[], rows: string[][]): Block => ({ kind: 'table', head, rows, ofTexts: false });
/** Plans: cells of several lines, the second and the last column as wide as can be. */
export const plansTable = (head: string[], rows: string[][]): Block => ({ kind: 'table', head, rows, ofTexts: true });
