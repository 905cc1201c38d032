import { joinedLines, linesOfBlock } from './block-lines.ts';
import type { Block, Span } from './blocks.ts';
import { normalSpans, plainOf } from './inline.ts';
import { CELL_LENGTH, MOST_COLUMNS } from './normal-blocks.ts';
import { tidyLine } from './tidy-text.ts';

/** What a line is when it is put down. */
export type LineKind =
  | { is: 'words' | 'source' }
  | { is: 'heading'; level: 2 | 3 }
  | { is: 'item'; list: string; level: number; /** The sign before it. */ sign: string };

interface Cell {
  blocks: Block[];
  head: boolean;
  columns: number;
}

/** Where blocks are gathered until the element that holds them ends. */
export type Gathering =
  | { of: 'page' | 'caption'; blocks: Block[] }
  | { of: 'cell'; blocks: Block[] }
  | { of: 'quote'; blocks: Block[]; source: string[] }
  | { of: 'list'; ordered: boolean; items: Span[][] }
  | { of: 'table'; rows: Cell[][]; loose: Block[]; caption: string };

const wordsOf = (blocks: readonly Block[]) => tidyLine(plainOf(joinedLines(blocks.flatMap(linesOfBlock))));

/** A table; one that only puts words side by side (one column, tables or long texts in its cells) is what stands in it. */
function tableBlocks({ rows, loose, caption }: Extract<Gathering, { of: 'table' }>): Block[] {
  const cells = rows.flat();
  const words = new Map(cells.map((cell) => [cell, wordsOf(cell.blocks)]));
  const layout =
    rows.every((row) => row.length < 2) ||
    cells.some(
      (cell) => (words.get(cell)?.length ?? 0) > CELL_LENGTH || cell.blocks.some(({ kind }) => kind === 'table'),
    );
  const title: Block[] = layout && caption !== '' ? [{ kind: 'text', spans: [{ text: caption }] }] : [];
  if (layout) return [...loose, ...title, ...cells.flatMap(({ blocks }) => blocks)];
  const head = rows[0]?.every((cell) => cell.head) ?? false;
  const written = rows.map((row) =>
    row.flatMap((cell) => [words.get(cell) ?? '', ...Array.from({ length: cell.columns - 1 }, () => '')]),
  );
  return [...loose, { kind: 'table', head, rows: written, caption }];
}

const SIGN = /^\s*(?:[·•o§▪◦‣–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)])\s+/i;
const isNumber = (sign: string) => /^\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]/i.test(sign.trim());

/** The words of a pasted page, put down line by line as blocks. */
export class Pile {
  readonly page: Gathering & { of: 'page' | 'caption' } = { of: 'page', blocks: [] };
  private readonly open: Gathering[] = [this.page];
  private line: Span[] = [];
  /** Nothing was written since the line last ended. */
  private ended = true;
  private lastItem: { block: Block; list: string } | undefined;

  get innermost(): Gathering {
    return this.open.at(-1) ?? this.page;
  }

  write(span: Span): void {
    this.line.push(span);
    if (/\S/.test(span.text.replaceAll('\u00a0', ' '))) this.ended = false;
  }

  /** An end of a line within a paragraph; two of them end the paragraph. */
  endLine(kind: LineKind): void {
    if (this.ended) this.putDown(kind);
    else this.line.push({ text: '\n' });
    this.ended = true;
  }

  putDown(kind: LineKind): void {
    const spans = this.line.length === 0 ? [] : normalSpans(this.line);
    this.line = [];
    this.ended = true;
    if (spans.length === 0) return;
    const into = this.innermost;
    if (kind.is === 'heading') this.add({ kind: 'heading', level: kind.level, text: tidyLine(plainOf(spans)) });
    else if (kind.is === 'source' && into.of === 'quote') into.source.push(tidyLine(plainOf(spans)));
    else if (kind.is === 'item') this.addItem(spans, kind);
    else this.add({ kind: 'text', spans });
  }

  /** An entry of a list of Word: a paragraph that only its style and the sign before it make one. */
  private addItem(spans: Span[], { list, level, sign: given }: Extract<LineKind, { is: 'item' }>): void {
    const [first, ...others] = spans;
    const written = given.trim() === '' ? (SIGN.exec(first?.text ?? '')?.[0] ?? '') : '';
    const item = first ? normalSpans([{ ...first, text: first.text.slice(written.length) }, ...others]) : [];
    const ordered = isNumber(given.trim() === '' ? written : given);
    const last = this.lastItem;
    const into = this.innermost;
    if (
      last?.list === list &&
      'blocks' in into &&
      into.blocks.at(-1) === last.block &&
      last.block.kind === 'list' &&
      (level > 1 || last.block.ordered === ordered)
    ) {
      last.block.items.push(item);
      return;
    }
    const block: Block = { kind: 'list', ordered, items: [item] };
    this.add(block);
    this.lastItem = { block, list };
  }

  private add(block: Block): void {
    const into = this.innermost;
    if (into.of === 'list') {
      const at = Math.max(0, into.items.length - 1);
      into.items[at] = joinedLines([into.items[at] ?? [], ...linesOfBlock(block)]);
    } else if (into.of === 'table') into.loose.push(block);
    else into.blocks.push(block);
  }

  begin(gathering: Gathering): void {
    this.open.push(gathering);
  }

  /** A cell of the table that is open. */
  beginCell(head: boolean, columns: number): boolean {
    const table = this.innermost;
    if (table.of !== 'table') return false;
    if (table.rows.length === 0) table.rows.push([]);
    const cell = { of: 'cell' as const, blocks: [], head, columns: Math.max(1, Math.min(columns, MOST_COLUMNS)) };
    table.rows.at(-1)?.push(cell);
    this.open.push(cell);
    return true;
  }

  /** What was gathered goes to where it stands. */
  end(): void {
    const ended = this.open.length > 1 ? this.open.pop() : undefined;
    const into = this.innermost;
    if (ended?.of === 'caption' && into.of === 'table') into.caption = wordsOf(ended.blocks);
    else if (ended?.of === 'list') this.add({ kind: 'list', ordered: ended.ordered, items: ended.items });
    else if (ended?.of === 'quote') {
      const spans = joinedLines(ended.blocks.flatMap(linesOfBlock));
      const source = ended.source.join(', ').replace(/^[\s\u2014\u2013-]+/, '');
      this.add(spans.length === 0 ? { kind: 'text', spans: [{ text: source }] } : { kind: 'quote', spans, source });
    } else if (ended?.of === 'table') for (const block of tableBlocks(ended)) this.add(block);
  }
}
