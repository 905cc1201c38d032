import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { onlyInWorker } from '#platform/requests/request-scope';
import { NotAZipFile, openZip, type ZipFile } from './zip.ts';

export interface SheetRow {
  /** As Excel numbers it. */
  line: number;
  /** By column, from 0; '' where the cell is empty. Dates are Excel's number of days. */
  values: string[];
}

/** The file is no workbook of Excel 2007 or later, or one that is broken. */
export class NotAWorkbook extends Error {}

/** What a workbook may hold once it is unpacked: a small file may hold endless zeros. */
export interface SheetLimits {
  /** Of its parts together, inflated. */
  bytes: number;
  /** With something in them. */
  cells: number;
  /** Texts that cells share: how many, and characters of all together (they are held in memory). */
  texts: number;
  characters: number;
}

/** For runs: more than a large library's export, and less than would end a process. */
export const RUN_LIMITS: SheetLimits = {
  bytes: 2_000_000_000,
  cells: 20_000_000,
  texts: 2_000_000,
  characters: 60_000_000,
};
/** Of Excel itself, for one cell. */
const LONGEST_TEXT = 32_767;
/** Characters without a tag that begins or ends: the parser holds them together. Far more than a cell of Excel may have. */
const LONGEST_PIECE = 1_000_000;
const WIDEST = 500;

/** The workbook is one, and holds more than is read here. */
export class WorkbookTooLarge extends Error {}

/** Counts what comes out of a workbook and throws {@link WorkbookTooLarge} when it is too much. */
class Meter {
  readonly #left: SheetLimits;
  constructor(limits: SheetLimits) {
    this.#left = { ...limits };
  }
  take(what: keyof SheetLimits, amount: number): void {
    this.#left[what] -= amount;
    if (this.#left[what] < 0) throw new WorkbookTooLarge();
  }
}

/** Runs an XML part of the workbook through a parser, piece by piece. */
async function* parsePart<T>(
  zip: ZipFile,
  meter: Meter,
  name: string,
  setUp: (parser: SaxesParser, emit: (value: T) => void) => void,
  onBytes?: (count: number) => void,
): AsyncGenerator<T> {
  const entry = zip.entries.get(name);
  if (!entry) throw new NotAWorkbook();
  const parser = new SaxesParser();
  let ready: T[] = [];
  let fault = false;
  parser.on('error', () => (fault = true));
  parser.on('doctype', () => (fault = true));
  setUp(parser, (value) => ready.push(value));
  const decoder = new TextDecoder('utf-8');
  let piece = 0;
  for await (const chunk of zip.stream(entry, onBytes)) {
    meter.take('bytes', chunk.length);
    const text = decoder.decode(chunk, { stream: true });
    const tag = Math.max(text.lastIndexOf('<'), text.lastIndexOf('>'));
    piece = tag === -1 ? piece + text.length : text.length - tag;
    if (piece > LONGEST_PIECE) throw new WorkbookTooLarge();
    parser.write(text);
    if (fault) throw new NotAWorkbook();
    if (ready.length > 0) {
      yield* ready;
      ready = [];
    }
  }
  parser.close();
  if (fault) throw new NotAWorkbook();
  yield* ready;
}

const localName = (tag: SaxesTagPlain | { name: string }): string => tag.name.slice(tag.name.indexOf(':') + 1);

async function firstSheetPath(zip: ZipFile, meter: Meter): Promise<string> {
  const sheets = parsePart<string>(zip, meter, 'xl/workbook.xml', (parser, emit) => {
    parser.on('opentag', (tag) => {
      if (localName(tag) === 'sheet') emit(tag.attributes['r:id'] ?? '');
    });
  });
  const ids: string[] = [];
  for await (const id of sheets) ids.push(id);
  const targets = parsePart<[string, string]>(zip, meter, 'xl/_rels/workbook.xml.rels', (parser, emit) => {
    parser.on('opentag', (tag) => {
      if (localName(tag) === 'Relationship') emit([tag.attributes.Id ?? '', tag.attributes.Target ?? '']);
    });
  });
  for await (const [id, target] of targets) {
    if (id !== ids[0]) continue;
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  throw new NotAWorkbook();
}

/** The texts of the workbook, in the order in which cells point at them; readings (furigana) are left out. */
async function sharedTexts(zip: ZipFile, meter: Meter): Promise<string[]> {
  if (!zip.entries.has('xl/sharedStrings.xml')) return [];
  const texts: string[] = [];
  const parts = parsePart<string>(zip, meter, 'xl/sharedStrings.xml', (parser, emit) => {
    let text = '';
    let inText = false;
    let inReading = false;
    parser.on('opentag', (tag) => {
      const name = localName(tag);
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inReading = true;
    });
    parser.on('text', (more) => {
      if (!inText || inReading) return;
      if (text.length < LONGEST_TEXT) text += more.slice(0, LONGEST_TEXT - text.length);
    });
    parser.on('closetag', (tag) => {
      const name = localName(tag);
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') emit(text);
    });
  });
  for await (const text of parts) {
    meter.take('texts', 1);
    meter.take('characters', text.length);
    texts.push(text);
  }
  return texts;
}

/** "AB12" → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}

/** Excel writes characters that XML cannot hold as _x000D_. */
const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

function sheetRows(
  texts: readonly string[],
  meter: Meter,
): (parser: SaxesParser, emit: (row: SheetRow) => void) => void {
  return (parser, emit) => {
    let row: SheetRow = { line: 0, values: [] };
    let column = -1;
    let type = '';
    let value = '';
    let inValue = false;
    parser.on('opentag', (tag) => {
      const name = localName(tag);
      if (name === 'row') {
        row = { line: Number(tag.attributes.r ?? row.line + 1), values: [] };
        column = -1;
      } else if (name === 'c') {
        column = tag.attributes.r === undefined ? column + 1 : columnOf(tag.attributes.r);
        type = tag.attributes.t ?? 'n';
        value = '';
      } else if (name === 'v' || name === 't') inValue = true;
    });
    parser.on('text', (more) => {
      if (inValue && value.length < LONGEST_TEXT) value += more.slice(0, LONGEST_TEXT - value.length);
    });
    parser.on('closetag', (tag) => {
      const name = localName(tag);
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'c' && column >= 0 && column < WIDEST) {
        meter.take('cells', 1);
        while (row.values.length <= column) row.values.push('');
        const text = type === 's' ? (texts[Number(value)] ?? '') : type === 'e' ? '' : value;
        row.values[column] = unescapeText(text).trim();
      } else if (name === 'row' && row.values.some((text) => text !== '')) emit(row);
    });
  };
}

/**
 * Reads the first sheet of a workbook (.xlsx) row by row; only the list of its texts is held in memory. Empty rows are left out.
 * Throws {@link NotAWorkbook} and {@link WorkbookTooLarge}.
 * @param options.onBytes how many packed bytes of the sheet were read
 */
export async function* readSheet(
  path: string,
  { limits = RUN_LIMITS, onBytes }: { limits?: SheetLimits; onBytes?: (count: number) => void } = {},
): AsyncGenerator<SheetRow> {
  onlyInWorker('reading a workbook');
  const meter = new Meter(limits);
  let zip: ZipFile;
  try {
    zip = await openZip(path);
  } catch (error) {
    throw error instanceof NotAZipFile ? new NotAWorkbook() : error;
  }
  try {
    const sheet = await firstSheetPath(zip, meter);
    const texts = await sharedTexts(zip, meter);
    yield* parsePart(zip, meter, sheet, sheetRows(texts, meter), onBytes);
  } catch (error) {
    throw error instanceof NotAZipFile ? new NotAWorkbook() : error;
  } finally {
    zip.close();
  }
}
