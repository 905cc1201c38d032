import type { Block, ShownPicture, Span } from './blocks.ts';
import { escapeWords, wordsOfSpans, writtenAddress } from './inline.ts';
import { normalBlocks } from './normal-blocks.ts';

/** Signs that at the beginning of a line would make it something else than words. */
const guarded = (line: string): string =>
  line
    .replace(/^(?:[-+=>|:]|#{1,6}(?=\s|$))/, '\\$&')
    .replace(/^\$(?=\$)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^[\u2014\u2013]/, (dash) => `&#${dash.charCodeAt(0)};`);

/** Spans as lines of a paragraph: a line that ends within it ends with a backslash. */
const linesOf = (spans: readonly Span[]): string[] =>
  wordsOfSpans(spans)
    .split('\n')
    .map((line, i, all) => guarded(line) + (i < all.length - 1 ? '\\' : ''));

const quoted = (lines: readonly string[]) => lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');

const pictureLine = ({ pictureId, alt, caption }: ShownPicture, addressOf: (pictureId: number) => string): string =>
  `![${escapeWords(alt)}](${writtenAddress(addressOf(pictureId))}${caption === '' ? '' : ` "${escapeWords(caption).replaceAll('"', '\\"')}"`})`;

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => escapeWords(cell).replaceAll('|', '\\|')).join(' | ')} |`;

function tableOf({ head, rows, caption }: Extract<Block, { kind: 'table' }>): string {
  const columns = rows[0] ?? [];
  const lines = [
    row(head ? columns : columns.map(() => '')),
    row(columns.map(() => '---')),
    ...rows.slice(head ? 1 : 0).map(row),
  ];
  return lines.join('\n') + (caption === '' ? '' : `\n\n: ${escapeWords(caption)}`);
}

/** A list; the second of two that follow each other has other signs, or they would be read as one. */
function listOf({ ordered, items }: Extract<Block, { kind: 'list' }>, second: boolean): string {
  return items
    .map((item, i) => {
      const sign = ordered ? `${i + 1}${second ? ')' : '.'} ` : second ? '* ' : '- ';
      return sign + linesOf(item).join(`\n${' '.repeat(sign.length)}`);
    })
    .join('\n');
}

/** Something of ours that is taken along or played, with its transcript. */
function fileOf(block: Extract<Block, { fileId: number }>): string {
  const line = `[${escapeWords(block.label)}](/berkas/${block.fileId}){${block.kind === 'file' ? 'berkas' : block.kind}}`;
  if (block.kind === 'file' || block.spans.length === 0) return line;
  return `${line}\n\n${quoted(['[!TRANSKRIP]', ...linesOf(block.spans)])}`;
}

/** The same words in an address, without signs that end it. */
const referred = (ref: string) => ref.replaceAll(/[^\w./: -]+/g, (signs) => encodeURIComponent(signs));

function written(block: Block, second: boolean, addressOf: (pictureId: number) => string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeWords(block.text).replaceAll(/#(?=#*$)/g, '\\#')}`;
    case 'text':
      return linesOf(block.spans).join('\n');
    case 'list':
      return listOf(block, second);
    case 'quote':
      return quoted([
        ...linesOf(block.spans),
        ...(block.source === '' ? [] : ['', `\u2014 ${escapeWords(block.source)}`]),
      ]);
    case 'callout':
      return quoted([block.tone === 'warn' ? '[!WARNING]' : '[!NOTE]', ...linesOf(block.spans)]);
    case 'picture':
      return pictureLine(block, addressOf);
    case 'gallery':
      return block.pictures.map((one) => pictureLine(one, addressOf)).join('\n');
    case 'table':
      return tableOf(block);
    case 'button':
      return `[${escapeWords(block.label)}](${writtenAddress(block.href)}){tombol}`;
    case 'file':
    case 'audio':
    case 'video':
      return fileOf(block);
    case 'formula':
      return `$$${block.tex}$$${block.alt === '' ? '' : `\n\n: ${escapeWords(block.alt)}`}`;
    case 'embed':
      return `{{${block.embed}:${referred(block.ref)}}}`;
  }
}

/**
 * Blocks as markdown: `blocksOfMarkdown` reads from it what {@link normalBlocks} makes of them, where pictures have the addresses of ours.
 * @param pictureAddress where a picture is found; for papers that leave the house, with its name
 */
export function markdownOfBlocks(blocks: readonly Block[], pictureAddress: (pictureId: number) => string): string {
  const parts: string[] = [];
  let last: Block | undefined;
  let second = false;
  for (const block of normalBlocks(blocks).blocks) {
    const follows = block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered;
    second = follows && !second;
    parts.push(written(block, second, pictureAddress));
    last = block;
  }
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}
