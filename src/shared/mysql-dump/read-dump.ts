import { ByteWindow, MoreBytes } from './byte-window.ts';
import { charsetNamed, type DumpCharset } from './charset.ts';
import { bareName, parseCreateTable, type DumpColumn } from './create-table.ts';
import { DumpTrouble } from './dump-trouble.ts';
import { behindBlanks, readRow, skipRow, type Cell } from './read-row.ts';
import { behindComment, behindPiece, isBlank, lineEnd, startsWith, statementEnd } from './skip-statement.ts';

export type DumpMaker = 'mysqldump' | 'phpmyadmin' | 'slims' | 'inlislite' | 'unknown';

/** Rows of one table, a few hundred at a time, in the order of the file. */
export interface RowsEvent {
  type: 'rows';
  table: string;
  columns: readonly DumpColumn[];
  /** null = of a table that nobody wanted: only counted. */
  rows: Cell[][] | null;
  count: number;
}
/** What the maker itself says about a table's rows. */
export interface StatedEvent {
  type: 'stated';
  table: string;
  count: number;
}
export interface EndEvent {
  type: 'end';
  maker: DumpMaker;
}
export type DumpEvent = RowsEvent | StatedEvent | EndEvent;

const AT_ONCE = 500;
const CODE = /^\s*(?:insert|replace|create|drop|set|lock|use|start|begin)\b/i;
const HEADS: readonly (readonly [RegExp, DumpMaker])[] = [
  [/^-- (?:MySQL|MariaDB) dump /, 'mysqldump'],
  [/^-- phpMyAdmin SQL Dump/, 'phpmyadmin'],
  [/^-- mysqldump-php /, 'slims'],
  [/^-- START BACKUP/, 'inlislite'],
];
const NAME = '(?:`(?:[^`]|``)+`|[\\w$]+)';
const INSERT = new RegExp(
  `^(?:insert|replace)\\s+(?:(?:low_priority|delayed|high_priority)\\s+)?(?:ignore\\s+)?(?:into\\s+)?(?:${NAME}\\s*\\.\\s*)?(${NAME})\\s*(?:\\(([^()]*)\\))?\\s*values?\\s*\\(`,
  'i',
);
const USUAL_HEAD = 1024;
const LONGEST_HEAD = 64 * 1024;

/** Reads statement after statement; what a step could not finish is begun anew with more bytes. */
class DumpReader {
  readonly #window: ByteWindow;
  readonly #wanted: (table: string) => boolean;
  readonly #columns = new Map<string, DumpColumn[]>();
  #charset: DumpCharset = 'utf8';
  #delimiter = Buffer.from(';');
  #maker: DumpMaker = 'unknown';
  #database: string | null = null;
  #isOpen = false;
  #sawEnd = false;
  #sawCode = false;
  #mode: 'between' | 'rows' | 'skip' = 'between';
  #table = '';
  /** The columns that the statement itself names. */
  #list: string | undefined;
  #row: { columns: readonly DumpColumn[]; wanted: boolean } = { columns: [], wanted: false };
  #rows: Cell[][] = [];
  #count = 0;

  constructor(window: ByteWindow, wanted: (table: string) => boolean) {
    this.#window = window;
    this.#wanted = wanted;
  }

  async *events(): AsyncGenerator<DumpEvent> {
    const window = this.#window;
    await window.refill('');
    this.#refuseUtf16();
    for (;;) {
      try {
        const event = this.#step();
        if (event) yield event;
        if (event?.type === 'end') return;
      } catch (error) {
        if (!(error instanceof MoreBytes)) throw error;
        const rows = this.#takeRows();
        if (rows) yield rows;
        await window.refill(this.#table);
      }
    }
  }

  #refuseUtf16(): void {
    const { bytes } = this.#window;
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
      throw new DumpTrouble('utf16');
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#window.pos = 3;
  }

  #step(): DumpEvent | null {
    if (this.#mode === 'rows') return this.#oneRow();
    return this.#mode === 'skip' ? this.#skip() : this.#between();
  }

  #takeRows(): RowsEvent | null {
    if (this.#count === 0) return null;
    const { columns, wanted } = this.#row;
    const event: RowsEvent = {
      type: 'rows',
      table: this.#table,
      columns,
      rows: wanted ? this.#rows : null,
      count: this.#count,
    };
    this.#rows = [];
    this.#count = 0;
    return event;
  }

  #oneRow(): DumpEvent | null {
    const window = this.#window;
    const { columns, wanted } = this.#row;
    const place = { table: this.#table, columns, charset: this.#charset };
    for (;;) {
      // what stands behind a row must be at hand before the row counts: else it would be read twice
      const start = window.pos;
      let row: Cell[] | null = null;
      try {
        if (wanted) row = readRow(window, place);
        else skipRow(window, this.#table);
        const behind = behindBlanks(window, window.pos);
        const goesOn = window.at(behind) === 0x2c;
        window.pos = goesOn ? behind + 1 : behind;
        if (!goesOn) this.#mode = 'skip';
      } catch (error) {
        window.pos = start;
        throw error;
      }
      this.#count += 1;
      if (row) this.#rows.push(row);
      if (this.#count >= AT_ONCE) return this.#takeRows();
      if (this.#mode === 'skip') return null;
    }
  }

  #skip(): null {
    const window = this.#window;
    while (!startsWith(window, window.pos, this.#delimiter)) window.pos = behindPiece(window, window.pos);
    window.pos += this.#delimiter.length;
    this.#mode = 'between';
    return null;
  }

  #between(): DumpEvent | null {
    const window = this.#window;
    while (window.pos < window.bytes.length && isBlank(window.peek())) window.pos += 1;
    if (window.pos >= window.bytes.length) {
      if (!window.ended) throw window.missing();
      return this.#takeRows() ?? this.#end();
    }
    if (startsWith(window, window.pos, this.#delimiter)) {
      window.pos += this.#delimiter.length;
      return null;
    }
    const behind = behindComment(window, window.pos);
    if (behind === window.pos) return this.#statement();
    const text = window.bytes.toString('latin1', window.pos, Math.min(behind, window.pos + 300));
    window.pos = behind;
    return this.#comment(text);
  }

  #comment(text: string): StatedEvent | null {
    if (this.#maker === 'unknown') this.#maker = HEADS.find(([head]) => head.test(text))?.[1] ?? 'unknown';
    if (/^-- (?:Dump completed|END BACKUP)/.test(text)) this.#sawEnd = true;
    const [, table, count] = /^-- Dumped table `?([\w$]+)`? with (\d+) row/.exec(text) ?? [];
    return table === undefined ? null : { type: 'stated', table: table.toLowerCase(), count: Number(count) };
  }

  #end(): EndEvent {
    // these makers say where a dump ends; one without that word was cut off
    const says = this.#maker === 'phpmyadmin' ? !this.#isOpen : this.#maker === 'unknown' || this.#sawEnd;
    if (!says) throw new DumpTrouble('cut');
    if (!this.#sawCode) throw new DumpTrouble('not_a_dump');
    return { type: 'end', maker: this.#maker };
  }

  #statement(): RowsEvent | null {
    const window = this.#window;
    // enough for the words that tell statements apart, or all that there is
    if (window.bytes.length - window.pos < 64 && !window.ended) throw window.missing();
    const words = window.bytes.toString('latin1', window.pos, window.pos + 64);
    if (/^delimiter\s/i.test(words)) return this.#setDelimiter();
    if (!this.#sawCode && !/^[a-z*]/i.test(words)) throw new DumpTrouble('not_a_dump');
    this.#sawCode ||= CODE.test(words);
    if (/^(?:insert|replace)\s/i.test(words)) return this.#insert();
    if (/^(?:create\s+(?:temporary\s+)?table|set|use|start|commit)\b/i.test(words)) {
      const end = statementEnd(window, window.pos, this.#delimiter);
      this.#whole(window.bytes.toString('utf8', window.pos, end));
      window.pos = end;
    }
    this.#mode = 'skip';
    return null;
  }

  #setDelimiter(): null {
    const window = this.#window;
    const end = lineEnd(window, window.pos);
    const sign = window.bytes.toString('latin1', window.pos, end).trim().split(/\s+/)[1] ?? ';';
    this.#delimiter = Buffer.from(sign, 'latin1');
    window.pos = end;
    return null;
  }

  /** A statement that says how the rows behind it are to be read. */
  #whole(text: string): void {
    const created = parseCreateTable(text);
    if (created) this.#columns.set(created.table, created.columns);
    const [, names] = /^set\s+(?:names|character\s+set)\s+'?(\w+)/i.exec(text) ?? [];
    if (names !== undefined && !/^default$/i.test(names)) {
      const charset = charsetNamed(names);
      if (charset === null) throw new DumpTrouble('charset', { charset: names.slice(0, 40) });
      this.#charset = charset;
    }
    if (/^start\s+transaction/i.test(text)) this.#isOpen = true;
    if (/^commit/i.test(text)) this.#isOpen = false;
    const [, database] = new RegExp(`^use\\s+(${NAME})`, 'i').exec(text) ?? [];
    if (database !== undefined) {
      const name = bareName(database);
      if (this.#database !== null && this.#database !== name) throw new DumpTrouble('databases');
      this.#database = name;
    }
  }

  #insert(): RowsEvent | null {
    const window = this.#window;
    const headWithin = (bytes: number): RegExpExecArray | null =>
      INSERT.exec(window.bytes.toString('utf8', window.pos, window.pos + bytes));
    const head = headWithin(USUAL_HEAD) ?? headWithin(LONGEST_HEAD);
    if (!head) {
      const atHand = window.bytes.length - window.pos;
      if (atHand < LONGEST_HEAD && !window.ended) throw window.missing();
      // cut off in the middle of its head, if its end is not there
      statementEnd(window, window.pos, this.#delimiter);
      // INSERT … SELECT, INSERT … SET: no dump has them, and rows must not get lost in silence
      throw new DumpTrouble('value', { table: '' });
    }
    const table = bareName(head[1] ?? '');
    if (table !== this.#table || head[2] !== this.#list) {
      const rows = this.#takeRows();
      if (rows) return rows;
      this.#table = table;
      this.#list = head[2];
      const wanted = this.#wanted(table);
      this.#row = { columns: wanted ? this.#columnsOf(head[2]) : [], wanted };
    }
    window.pos += Buffer.byteLength(head[0]) - 1;
    this.#mode = 'rows';
    return null;
  }

  #columnsOf(list: string | undefined): DumpColumn[] {
    const known = this.#columns.get(this.#table);
    if (list !== undefined) {
      const binary = new Map(known?.map((column) => [column.name, column.binary]));
      return list.split(',').map((written) => {
        const name = bareName(written.trim());
        return { name, binary: binary.get(name) ?? false };
      });
    }
    if (!known) throw new DumpTrouble('columns_unknown', { table: this.#table });
    return known;
  }
}

/**
 * Reads a dump of MySQL or MariaDB as a stream of bytes, with no server at hand. Throws a `DumpTrouble` for whatever cannot be read;
 * a dump that was cut off is one (`cut`).
 * @param wanted tables whose rows are read; of others they are counted
 */
export async function* readDump(
  chunks: AsyncIterable<Uint8Array>,
  wanted: (table: string) => boolean,
): AsyncGenerator<DumpEvent> {
  const window = new ByteWindow(chunks);
  try {
    yield* new DumpReader(window, wanted).events();
  } finally {
    await window.close();
  }
}
