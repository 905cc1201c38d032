import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import type { ItemFigure, ResultPaper, ResultTable, ToldGain } from '../client.ts';
import { gainCells, gainHead, itemCells, itemHead, type Cell } from './result-cells.ts';
import { countWords, gainWords, itemWords, sureWords } from './result-words.ts';

const isGain = (cell: ToldGain | ItemFigure): cell is ToldGain => 'gain' in cell;
const sentences = (gain: ToldGain | null, locale: Locale): string =>
  [gainWords(gain, locale), sureWords(gain, locale)].filter(Boolean).join(' ');

/** The lines of a table in words, as a page and a document show them. */
export const resultRows = ({ columns, rows }: ResultTable, locale: Locale): string[][] =>
  rows.map(({ cells }) =>
    cells.map((cell, at) => {
      if (typeof cell === 'string') return cell;
      if (columns[at]?.as === 'gain')
        return sentences(cell !== null && typeof cell === 'object' && isGain(cell) ? cell : null, locale);
      if (cell === null || typeof cell === 'number') return countWords(cell, locale);
      return isGain(cell) ? sentences(cell, locale) : itemWords(cell, locale);
    }),
  );

const headOf = ({ columns }: ResultTable, locale: Locale): string[] =>
  columns.flatMap(({ label, as }) =>
    as === 'gain' ? gainHead(locale) : as === 'item' ? itemHead(label, locale) : [label],
  );
const rowsOf = ({ columns, rows }: ResultTable): Cell[][] =>
  rows.map(({ cells }) =>
    cells.flatMap((cell, at): Cell[] => {
      if (columns[at]?.as === 'gain')
        return gainCells(cell !== null && typeof cell === 'object' && isGain(cell) ? cell : null);
      return cell !== null && typeof cell === 'object' && !isGain(cell)
        ? itemCells(cell)
        : typeof cell === 'object'
          ? [null]
          : [cell];
    }),
  );

/** The sheets of a workbook of results, one for each table; what may not be told is an empty cell. The worker writes it of them. */
export const resultSheets = (
  { tables }: Pick<ResultPaper, 'tables'>,
  locale: Locale,
): { name: string; head: string[]; rows: Cell[][] }[] =>
  tables.map((table) => ({ name: table.title, head: headOf(table, locale), rows: rowsOf(table) }));

/** Results as a document. Throws `platform.pdf_unavailable`. */
export async function resultPdf(
  { clock, locale }: Pick<Ctx, 'clock' | 'locale'>,
  config: Pick<Config, 'root'>,
  paper: ResultPaper,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const { title, about, people, lead, note } = paper;
  const data = {
    ...{ title, about, people, note, gain: lead },
    tables: paper.tables.map((table) => ({
      title: table.title,
      head: table.columns.map(({ label }) => label),
      rows: resultRows(table, locale),
    })),
  };
  const body = await renderPdf(config, 'modules/learning/course-tests/templates/results.typ', data, {
    createdAt: clock.now(),
    locale,
  });
  return { fileName: `${paper.fileName}.pdf`, body };
}
