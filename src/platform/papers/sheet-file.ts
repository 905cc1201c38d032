import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { onlyInWorker } from '../requests/request-scope.ts';

export type Cell = string | number | null;

/** The most characters that Excel takes in a cell. */
const LONGEST_TEXT = 32_767;
/** Characters of XML that are packed at once. */
const PIECE = 65_536;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet of a workbook. */
export interface Sheet {
  /** What its tab says. */
  name: string;
  /** The first row, bold. */
  head: readonly Cell[];
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

/** The most characters that Excel takes for a tab, of which these cannot be any. */
const LONGEST_NAME = 31;
const NO_TAB = /[[\]:*?/\\']/g;
const pathOf = (nth: number): string => `worksheets/sheet${nth + 1}.xml`;

/** What a workbook needs beside its sheets: types, where things lie, two styles (0 plain, 1 bold). */
const partsOf = (names: readonly string[]): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>${names.map((_, nth) => `<Override PartName="/xl/${pathOf(nth)}" ContentType="${KIND}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${names.map((name, nth) => `<sheet name="${escape(name.replaceAll(NO_TAB, ' ').slice(0, LONGEST_NAME)).replaceAll('"', '&quot;')}" sheetId="${nth + 1}" r:id="rId${nth + 1}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, nth) => `<Relationship Id="rId${nth + 1}" Type="${REL}/worksheet" Target="${pathOf(nth)}"/>`).join('')}<Relationship Id="rId${names.length + 1}" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
});

/** A workbook of one sheet, as {@link workbookFile}. @param head the first row, bold */
export function sheetFile(head: readonly Cell[], rows: Sheet['rows']): AsyncGenerator<Uint8Array> {
  return workbookFile([{ name: 'Sheet1', head, rows }]);
}

/**
 * A workbook of Excel (.xlsx), written while its rows come: memory stays flat. Cells are typed text and numbers, so that nothing becomes a
 * formula; text is cut where Excel would refuse it.
 * @param sheets in their order, no two of one name
 */
export async function* workbookFile(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  onlyInWorker('writing a workbook');
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    ready.push(data);
  });
  const take = function* (): Generator<Uint8Array> {
    const pieces = ready;
    ready = [];
    yield* pieces;
  };
  for (const [name, content] of Object.entries(partsOf(sheets.map(({ name }) => name)))) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(XML + content), true);
  }
  for (const [nth, { head, rows }] of sheets.entries()) {
    const sheet = new ZipDeflate(`xl/${pathOf(nth)}`);
    zip.add(sheet);
    let text = `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rowOf(1, head, 1)}`;
    let line = 1;
    for await (const row of rows) {
      line += 1;
      text += rowOf(line, row, 0);
      if (text.length < PIECE) continue;
      sheet.push(strToU8(text));
      text = '';
      yield* take();
    }
    sheet.push(strToU8(`${text}</sheetData></worksheet>`), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

const rowOf = (line: number, cells: readonly Cell[], style: 0 | 1): string =>
  `<row r="${line}">${cells.map((cell, column) => cellOf(`${nameOf(column)}${line}`, cell, style)).join('')}</row>`;

function cellOf(place: string, cell: Cell, style: 0 | 1): string {
  if (cell === null || cell === '') return '';
  const bold = style === 1 ? ' s="1"' : '';
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${place}"${bold}><v>${cell}</v></c>`;
  return `<c r="${place}"${bold} t="inlineStr"><is><t xml:space="preserve">${escape(String(cell))}</t></is></c>`;
}

/** 0 → A, 27 → AB. */
function nameOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : nameOf(Math.floor(column / 26) - 1) + last;
}

/** XML cannot hold most control characters, nor halves of pairs. */
const escape = (text: string): string =>
  text
    .slice(0, LONGEST_TEXT)
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
