import { balanceText, fitOrCut, fitText, lettersOver, sizesOf, wrapText, type Fitted, type Room } from './fit-text.ts';
import { sheetOf, type PosterFormat } from './formats.ts';
import { textWidth } from './letter-widths.ts';
import { inksOf, layoutOf, type Layout, type Letters, type PosterTemplate } from './templates.ts';

/** What is written on a poster; lines that are empty leave no room. */
export interface PosterWords {
  /** Above the title, small. */
  over: string;
  title: string;
  when: string;
  first: string;
  second: string;
  /** At the code: what it opens. */
  call: string;
}
export const POSTER_FIELDS = ['over', 'title', 'when', 'first', 'second', 'call'] as const;
export type PosterField = (typeof POSTER_FIELDS)[number];

/** A line where it stands, in units of the drawing; y of its feet. */
export interface PlacedLine {
  x: number;
  y: number;
  size: number;
  bold: boolean;
  ink: string;
  text: string;
}

/** Words that do not fit, and how many letters have to go. */
export interface TooLong {
  field: PosterField;
  letters: number;
}

/** How far below the top of a line its letters stand, as a share of their size. */
const FEET = 0.76;
const CARD_INK = '#17264a';
const CARD_SOFT = '#4a4438';

const room = ({ most, least, lines }: Letters, width: number, bold: boolean): Room => ({
  ...{ most, least, lines, width, bold },
});

interface Block {
  field: PosterField;
  /** As a share of the size: from one line to the next, and below the last one. */
  lead: number;
  gap: number;
  bold: boolean;
  ink: string;
  letters: Letters;
}

const blocksOf = (layout: Layout, template: PosterTemplate): Block[] => {
  const inks = inksOf(template);
  return [
    { field: 'over', lead: 1.2, gap: 0.5, bold: true, ink: inks.over, letters: layout.over },
    { field: 'title', lead: 1.03, gap: 0.28, bold: true, ink: inks.title, letters: layout.title },
    { field: 'when', lead: 1.15, gap: 0.4, bold: true, ink: inks.when, letters: layout.when },
    { field: 'first', lead: 1.25, gap: 0.12, bold: false, ink: inks.line, letters: layout.line },
    { field: 'second', lead: 1.25, gap: 0, bold: false, ink: inks.line, letters: layout.line },
  ];
};

const heightOf = ({ size, lines }: Fitted, { lead, gap }: Block): number => size * (lead * lines.length + gap);

/** The words around the title, in lines; null = one of them does not fit. @param small in their smallest letters, so that the title has more room */
function fitOthers(words: PosterWords, layout: Layout, blocks: readonly Block[], small: boolean) {
  const others = new Map<PosterField, Fitted>();
  for (const { field, letters, bold } of blocks) {
    if (field === 'title' || words[field] === '') continue;
    const sizes = small ? { ...letters, most: letters.least } : letters;
    const fitted = fitText(words[field], room(sizes, layout.area.width, bold));
    if (!fitted) return null;
    others.set(field, fitted);
  }
  return others;
}

/** All words of the area in their lines, the title as large as it can be; null = they do not fit. */
function stackWords(words: PosterWords, layout: Layout, blocks: readonly Block[]) {
  const { width, height } = layout.area;
  const roomOfTitle = room(layout.title, width, true);
  for (const small of [false, true]) {
    const others = fitOthers(words, layout, blocks, small);
    const stacked = (title: Fitted) =>
      blocks.flatMap((block) => {
        const fitted = block.field === 'title' ? title : others?.get(block.field);
        return fitted ? [{ block, fitted }] : [];
      });
    const high = (title: Fitted): number =>
      stacked(title).reduce((sum, { block, fitted }) => sum + heightOf(fitted, block), 0);
    const size = sizesOf(layout.title).find((one) => {
      const lines = others && wrapText(words.title, one, roomOfTitle);
      return lines && high({ size: one, lines }) <= height;
    });
    if (size) return stacked({ size, lines: balanceText(words.title, size, roomOfTitle) ?? [] });
  }
  return null;
}

const byLetters = (one: TooLong, other: TooLong): number => one.letters - other.letters;

/** Which words do not fit on a poster, and by how many letters; nothing = all do. */
export function tooLong(words: PosterWords, template: PosterTemplate, format: PosterFormat): TooLong[] {
  const layout = layoutOf(template, sheetOf(format).shape);
  const blocks = blocksOf(layout, template);
  const found: TooLong[] = [];
  const judge = (field: PosterField, fits: (text: string) => boolean): void => {
    const letters = lettersOver(words[field], fits);
    if (letters > 0) found.push({ field, letters });
  };
  for (const { field, letters, bold } of blocks) {
    judge(field, (text) => fitText(text, room(letters, layout.area.width, bold)) !== null);
  }
  judge('call', (text) => fitText(text, room(layout.note.call, layout.note.width, true)) !== null);
  // each of them fits by itself, not all of them together: then the one gives way that has to lose least
  if (found.every(({ field }) => field === 'call') && !stackWords(words, layout, blocks)) {
    const ways = blocks.map(({ field }) => ({
      field,
      letters: lettersOver(words[field], (text) => stackWords({ ...words, [field]: text }, layout, blocks) !== null),
    }));
    const [least] = ways.filter(({ field, letters }) => letters < words[field].length).sort(byLetters);
    found.push(least ?? { field: 'second', letters: words.second.length });
  }
  return found;
}

/** Lines below each other. @param x left edge, or the middle where `width` is said */
function down(
  { size, lines }: Fitted,
  {
    x,
    y,
    lead,
    bold,
    ink,
    within,
  }: { x: number; y: number; lead: number; bold: boolean; ink: string; within?: number },
): PlacedLine[] {
  return lines.map((text, nth) => ({
    x: within === undefined ? x : x + (within - textWidth(text, size, bold)) / 2,
    y: y + size * (lead * nth + FEET),
    ...{ size, bold, ink, text },
  }));
}

/** Every line of the words, and of the library that speaks; null = something does not fit ({@link tooLong}). */
export function placeWords(
  words: PosterWords,
  library: string,
  template: PosterTemplate,
  format: PosterFormat,
): PlacedLine[] | null {
  const layout = layoutOf(template, sheetOf(format).shape);
  const inks = inksOf(template);
  const stack = stackWords(words, layout, blocksOf(layout, template));
  const { note, brand, area } = layout;
  const call = fitText(words.call, room(note.call, note.width, true));
  if (!stack || !call) return null;
  const last = stack.at(-1);
  const high = stack.reduce((sum, { block, fitted }) => sum + heightOf(fitted, block), 0);
  const below = last ? last.fitted.size * last.block.gap : 0;
  let y = area.y + (area.middle ? (area.height - high + below) / 2 : 0);
  const placed = stack.flatMap(({ block, fitted }) => {
    const from = y;
    y += heightOf(fitted, block);
    return down(fitted, { x: area.x, y: from, lead: block.lead, bold: block.bold, ink: block.ink });
  });
  const callInk = note.onCard ? CARD_INK : inks.title;
  const within = note.onCard ? { within: note.width } : {};
  const name = fitOrCut(library, room(brand.letters, brand.width, true));
  const nameHigh = name.size * 1.1 * name.lines.length;
  return [
    ...placed,
    ...down(call, { x: note.x, y: note.y, lead: 1.12, bold: true, ink: callInk, ...within }),
    ...down(name, {
      ...{ x: brand.x + brand.side * 1.2, y: brand.y + (brand.side - nameHigh) / 2, lead: 1.1 },
      ...{ bold: true, ink: inks.title },
    }),
  ];
}

/** What stands at the code of one place: its address in letters, and where it hangs, for who hangs it. */
export function placeNote(
  { address, place, call }: { address: string; place: string; call: string },
  template: PosterTemplate,
  format: PosterFormat,
): PlacedLine[] {
  const layout = layoutOf(template, sheetOf(format).shape);
  const { note } = layout;
  const inks = inksOf(template);
  const within = note.onCard ? { within: note.width } : {};
  const ink = note.onCard ? CARD_SOFT : inks.line;
  const above = fitText(call, room(note.call, note.width, true));
  const from = note.y + (above ? above.size * (1.12 * above.lines.length + 0.3) : 0);
  // a line may end before what tells it from others
  const written = fitOrCut(
    note.address.lines > 1 ? address.replace('/q/', ' /q/') : address,
    room(note.address, note.width, false),
  );
  const where = fitOrCut(place, room(note.place, note.width, false));
  return [
    ...down(written, { x: note.x, y: from, lead: 1.15, bold: false, ink, ...within }),
    ...down(where, {
      ...{ x: note.x, y: from + written.size * (1.15 * written.lines.length + 0.15), lead: 1.15 },
      ...{ bold: false, ink, ...within },
    }),
  ];
}
