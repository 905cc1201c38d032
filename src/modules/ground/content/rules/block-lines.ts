import type { Block, Span } from './blocks.ts';

/** The words of a block line by line, where a block cannot stand. */
export function linesOfBlock(block: Block): Span[][] {
  switch (block.kind) {
    case 'text':
    case 'callout':
    case 'quote':
      return [block.spans];
    case 'list':
      return block.items;
    case 'heading':
      return [[{ text: block.text }]];
    case 'audio':
    case 'video':
      return [[{ text: block.label }], block.spans];
    case 'file':
      return [[{ text: block.label }]];
    case 'formula':
      return [[{ text: block.tex }]];
    case 'table':
      return block.rows.map((row) => [{ text: row.join(' ') }]);
    default:
      return [];
  }
}

/** Lines as one text. */
export const joinedLines = (lines: readonly Span[][]): Span[] =>
  lines.filter((line) => line.length > 0).flatMap((line, i) => (i === 0 ? line : [{ text: '\n' }, ...line]));
