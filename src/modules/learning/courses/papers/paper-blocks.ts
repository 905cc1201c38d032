import type { Block, ShownBlock, ShownPicture, Span } from '#modules/ground/content/client';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { PublicLesson } from '../client.ts';
import type { PaperPicture } from './paper-pictures.ts';

interface PaperSpan {
  text: string;
  bold: boolean;
  italic: boolean;
}

/** A part of a writing as `templates/parts.typ` sets it. */
export type PaperBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'words'; spans: PaperSpan[] }
  | { kind: 'list'; ordered: boolean; items: PaperSpan[][] }
  | { kind: 'quote'; spans: PaperSpan[]; source: string }
  | { kind: 'callout'; warn: boolean; spans: PaperSpan[] }
  | { kind: 'table'; columns: number; head: string[]; rows: string[][]; caption: string }
  | { kind: 'formula'; text: string; alt: string }
  /** Sides in millimetres. */
  | { kind: 'picture'; svg: string; width: number; height: number; alt: string; below: string }
  /** What paper does not show: its words in a frame. */
  | { kind: 'frame'; lines: string[] };

/** What stands beside the words, and how it is told. */
interface PaperThings extends Partial<Pick<PublicLesson, 'files' | 'embeds'>> {
  /** Pictures as they are printed, by their ids; of others their words are. */
  drawn?: ReadonlyMap<number, PaperPicture>;
  locale: Locale;
  /** Where the site is reached, for addresses of ours. */
  origin: string;
}

const plain = (spans: readonly Span[]): PaperSpan[] =>
  spans.map(({ text, bold, italic }) => ({ text, bold: bold === true, italic: italic === true }));

const frame = (...lines: readonly string[]): PaperBlock[] => {
  const said = lines.filter((line) => line.trim() !== '');
  return said.length === 0 ? [] : [{ kind: 'frame', lines: said }];
};

function pictureOf({ pictureId, ...said }: ShownPicture, { locale, drawn }: PaperThings): PaperBlock[] {
  const found = drawn?.get(pictureId);
  const alt = said.alt || (found?.alt ?? '');
  if (!found?.svg) return frame(alt === '' ? '' : m.courses_paper_picture({ alt }, { locale }), said.caption);
  const { svg, width, height, credit } = found;
  const below = [said.caption, credit].filter((line) => line !== '').join(' · ');
  return [{ kind: 'picture', svg, width, height, alt, below }];
}

function tableOf({ head, rows, caption }: Extract<Block, { kind: 'table' }>): PaperBlock[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return [];
  const even = rows.map((row) => Array.from({ length: columns }, (_, i) => row[i] ?? ''));
  return [{ kind: 'table', columns, head: head ? (even[0] ?? []) : [], rows: even.slice(head ? 1 : 0), caption }];
}

function paperBlock(block: Block, things: PaperThings): PaperBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: block.text }];
    case 'text':
      return [{ kind: 'words', spans: plain(block.spans) }];
    case 'list':
      return [{ kind: 'list', ordered: block.ordered, items: block.items.map(plain) }];
    case 'quote':
      return [{ kind: 'quote', spans: plain(block.spans), source: block.source }];
    case 'callout':
      return [{ kind: 'callout', warn: block.tone === 'warn', spans: plain(block.spans) }];
    case 'table':
      return tableOf(block);
    case 'formula':
      return [{ kind: 'formula', text: block.tex, alt: block.alt }];
    case 'picture':
      return pictureOf(block, things);
    case 'gallery':
      return block.pictures.flatMap((picture) => pictureOf(picture, things));
    case 'button':
      return frame(block.label, block.href.startsWith('/') ? things.origin + block.href : block.href);
    case 'file':
      return frame(block.label || (things.files?.get(block.fileId)?.title ?? ''));
    case 'audio':
    case 'video':
      return [
        ...frame(block.label || (things.files?.get(block.fileId)?.title ?? '')),
        ...(block.spans.length === 0 ? [] : [{ kind: 'words' as const, spans: plain(block.spans) }]),
      ];
    case 'embed': {
      const card = things.embeds?.get(block.embed)?.get(block.ref);
      return card ? frame(card.title, ...card.lines) : [];
    }
  }
}

/** Words of a lesson as they are set on paper; what is seen or heard is told by its words, in a frame. */
export const paperBlocks = (blocks: readonly Pick<ShownBlock, 'block'>[], things: PaperThings): PaperBlock[] =>
  blocks.flatMap(({ block }) => paperBlock(block, things));
