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

/** What a workbook of one sheet needs beside the sheet: types, where things lie, two styles (0 plain, 1 bold). */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
};

/**
 * A workbook of Excel (.xlsx) of one sheet, written while its rows come: memory stays flat. Cells are typed text and numbers, so that
 * nothing becomes a formula; text is cut where Excel would refuse it.
 * @param head the first row, bold
 */
export async function* sheetFile(
  head: readonly Cell[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
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
  for (const [name, content] of Object.entries(PARTS)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(XML + content), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml');
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
