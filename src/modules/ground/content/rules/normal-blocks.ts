import {
  BLOCK_LENGTH,
  FORMULA_LENGTH,
  isSafeAddress,
  MOST_BLOCKS,
  type Block,
  type ShownPicture,
  type Span,
} from './blocks.ts';
import { hasComment, isFormula, tidyFormula } from './formula.ts';
import { normalSpans } from './inline.ts';
import { beginningOf, tidyLine } from './tidy-text.ts';

const MOST_SPANS = 500;
const MOST_ITEMS = 200;
const MOST_PICTURES = 24;
const MOST_ROWS = 200;
/** Columns of a table at most. */
export const MOST_COLUMNS = 12;
/** Letters of a cell at most. */
export const CELL_LENGTH = 1000;
const HEADING_LENGTH = 200;
const ALT_LENGTH = 300;
const CAPTION_LENGTH = 500;
const LABEL_LENGTH = 80;

/** Blocks, and whether something of what came did not fit in them. */
export interface ReadBlocks {
  blocks: Block[];
  cut: boolean;
}

/** Lists of no more than so many. */
const groupsOf = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));

/** Spans in parts that each fit in a block; nothing is lost but spaces where they are parted. */
function fittingSpans(spans: readonly Span[]): Span[][] {
  const parts: Span[][] = [];
  let part: Span[] = [];
  let letters = 0;
  for (const span of normalSpans(spans)) {
    for (let rest = span.text; rest !== '';) {
      if (
        part.length >= MOST_SPANS ||
        letters >= BLOCK_LENGTH ||
        (letters > 0 && letters + rest.length > BLOCK_LENGTH)
      ) {
        parts.push(part);
        [part, letters] = [[], 0];
      }
      const text = beginningOf(rest, BLOCK_LENGTH);
      part.push({ ...span, text });
      letters += text.length;
      rest = rest.slice(text.length);
    }
  }
  return [...parts, part].map(normalSpans).filter((one) => one.length > 0);
}

/** Makes blocks fit, and remembers whether something was left out. */
class Fitting {
  cut = false;

  line(text: string, most: number): string {
    const line = tidyLine(text);
    if (line.length <= most) return line;
    this.cut = true;
    return beginningOf(line, most).trim();
  }

  picture({ pictureId, alt, caption }: ShownPicture): ShownPicture {
    return { pictureId, alt: this.line(alt, ALT_LENGTH), caption: this.line(caption, CAPTION_LENGTH) };
  }

  gallery(pictures: readonly ShownPicture[]): Block[] {
    return groupsOf(pictures, MOST_PICTURES).map((group): Block => {
      const [first, ...others] = group.map((one) => this.picture(one));
      return first && others.length === 0
        ? { kind: 'picture', ...first }
        : { kind: 'gallery', pictures: group.map((one) => this.picture(one)) };
    });
  }

  /** A row with its cells; what stands beyond the last column is put into it. */
  row(cells: readonly string[], width: number): string[] {
    const beyond = cells.slice(MOST_COLUMNS - 1).join(' ');
    const fitting = cells.length > MOST_COLUMNS ? [...cells.slice(0, MOST_COLUMNS - 1), beyond] : cells;
    return Array.from({ length: width }, (_, i) => this.line(fitting[i] ?? '', CELL_LENGTH));
  }

  table({ head, rows, caption }: Extract<Block, { kind: 'table' }>): Block[] {
    const width = Math.min(
      MOST_COLUMNS,
      rows.reduce((most, row) => Math.max(most, row.length), 1),
    );
    const fitting = rows.map((row) => this.row(row, width));
    const isEmpty = (row: readonly string[] | undefined) => row === undefined || row.every((cell) => cell === '');
    const hasHead = head && !isEmpty(fitting[0]);
    return groupsOf(
      fitting.filter((row) => !isEmpty(row)),
      MOST_ROWS,
    ).map((group, i) => ({
      kind: 'table',
      head: hasHead && i === 0,
      rows: group,
      caption: i === 0 ? this.line(caption, ALT_LENGTH) : '',
    }));
  }

  button({ label, href }: Extract<Block, { kind: 'button' }>): Block[] {
    const words = tidyLine(label);
    if (words === '') return [];
    return words.length <= LABEL_LENGTH && isSafeAddress(href)
      ? [{ kind: 'button', label: words, href }]
      : this.fit({ kind: 'text', spans: [{ text: words, href }] });
  }

  /** A recording with as much of its transcript as fits; the rest follows it. */
  recording({ kind, fileId, label, spans }: Extract<Block, { kind: 'audio' | 'video' }>): Block[] {
    const [first = [], ...rest] = fittingSpans(spans);
    return [
      { kind, fileId, label: this.line(label, HEADING_LENGTH), spans: first },
      ...rest.map((part): Block => ({ kind: 'text', spans: part })),
    ];
  }

  /** What cannot be read as a formula, or would lose what follows a `%`, is kept as the words that came. */
  formula({ tex, alt }: Extract<Block, { kind: 'formula' }>): Block[] {
    const kept = tidyFormula(tex);
    if (kept === '') return [];
    return kept.length <= FORMULA_LENGTH && !hasComment(tex) && isFormula(kept)
      ? [{ kind: 'formula', tex: kept, alt: this.line(alt, ALT_LENGTH) }]
      : this.fit({ kind: 'text', spans: [{ text: `$$${tex}$$` }] });
  }

  fit(block: Block): Block[] {
    switch (block.kind) {
      case 'heading': {
        const text = tidyLine(block.text);
        if (text.length > HEADING_LENGTH) return this.fit({ kind: 'text', spans: [{ text, bold: true }] });
        return text === '' ? [] : [{ kind: 'heading', level: block.level, text }];
      }
      case 'text':
        return fittingSpans(block.spans).map((spans) => ({ kind: 'text', spans }));
      case 'callout':
        return fittingSpans(block.spans).map((spans) => ({ kind: 'callout', tone: block.tone, spans }));
      case 'list':
        return groupsOf(block.items.flatMap(fittingSpans), MOST_ITEMS).map((items) => ({
          kind: 'list',
          ordered: block.ordered,
          items,
        }));
      case 'quote': {
        const source = this.line(block.source, HEADING_LENGTH);
        const parts = fittingSpans(block.spans);
        return parts.map((spans, i) => ({ kind: 'quote', spans, source: i === parts.length - 1 ? source : '' }));
      }
      case 'picture':
        return [{ kind: 'picture', ...this.picture(block) }];
      case 'gallery':
        return this.gallery(block.pictures);
      case 'table':
        return this.table(block);
      case 'button':
        return this.button(block);
      case 'file':
        return [{ kind: 'file', fileId: block.fileId, label: this.line(block.label, HEADING_LENGTH) }];
      case 'audio':
      case 'video':
        return this.recording(block);
      case 'formula':
        return this.formula(block);
      case 'embed': {
        const ref = tidyLine(block.ref);
        return /^[a-z][\w-]{0,29}$/.test(block.embed) && ref !== '' && ref.length <= 100
          ? [{ kind: 'embed', embed: block.embed, ref }]
          : [];
      }
    }
  }
}

/**
 * Blocks as they are kept: words tidied, what is empty left out, what is too long for one block put into several, links only to where links
 * may lead. No more than a writing holds; `cut` tells whether something had no place. What comes of it stays as it is when it goes through
 * again.
 */
export function normalBlocks(blocks: readonly Block[]): ReadBlocks {
  const fitting = new Fitting();
  const fitted: Block[] = [];
  for (const block of blocks) {
    if (fitted.length > MOST_BLOCKS) break;
    fitted.push(...fitting.fit(block));
  }
  return { blocks: fitted.slice(0, MOST_BLOCKS), cut: fitting.cut || fitted.length > MOST_BLOCKS };
}
