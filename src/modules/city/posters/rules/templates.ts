import type { Shape } from './formats.ts';

/** How posters look, in the order in which a page offers it; each is drawn in `templates/<name>.typ`. */
export const POSTER_TEMPLATES = ['night', 'spines', 'mountain', 'barn', 'parang', 'kawung'] as const;
export type PosterTemplate = (typeof POSTER_TEMPLATES)[number];

/** The colours of the words of a template. */
export interface Inks {
  ground: string;
  over: string;
  title: string;
  when: string;
  line: string;
  /** Of roof, flower and posts of the mark. */
  mark: readonly [string, string, string];
}

const INK = { nila: '#17264a', gading: '#fbf3df', terang: '#fdf8ec', emas: '#f0c35e', kayu: '#5f3516' };
const DARK_MARK = [INK.terang, '#e2a21b', '#e7b873'] as const;
const LIGHT_MARK = ['#22386b', '#e2a21b', '#7b4a21'] as const;

const LOOKS: Record<PosterTemplate, { wordsBelow: boolean; inks: Inks }> = {
  night: {
    wordsBelow: true,
    inks: { ground: INK.nila, over: INK.emas, title: INK.terang, when: INK.emas, line: '#efe8da', mark: DARK_MARK },
  },
  spines: {
    wordsBelow: false,
    inks: { ground: INK.gading, over: '#7b4a21', title: INK.nila, when: '#7d2a20', line: '#26211c', mark: LIGHT_MARK },
  },
  mountain: {
    wordsBelow: true,
    inks: { ground: INK.gading, over: '#7b4a21', title: INK.nila, when: '#7d2a20', line: '#26211c', mark: LIGHT_MARK },
  },
  barn: {
    wordsBelow: false,
    inks: {
      ground: INK.emas,
      over: INK.kayu,
      title: INK.nila,
      when: '#6d1f17',
      line: '#26211c',
      mark: ['#22386b', '#7d2a20', '#5f3516'],
    },
  },
  parang: {
    wordsBelow: false,
    inks: { ground: '#7d2a20', over: INK.emas, title: INK.terang, when: INK.emas, line: '#f6e7cf', mark: DARK_MARK },
  },
  kawung: {
    wordsBelow: true,
    inks: { ground: '#1f4a55', over: INK.emas, title: INK.terang, when: INK.emas, line: '#e9f0ea', mark: DARK_MARK },
  },
};
export const inksOf = (template: PosterTemplate): Inks => LOOKS[template].inks;

/** Letters of one kind of words: the sizes between which they may be, and in how many lines. */
export interface Letters {
  most: number;
  least: number;
  lines: number;
}

/** Where things stand in a drawing, in its units. */
export interface Layout {
  /** The words, one below the other; what room is left is shared above and below them, or stays below. */
  area: { x: number; y: number; width: number; height: number; middle: boolean };
  over: Letters;
  title: Letters;
  when: Letters;
  line: Letters;
  /** The code on white, its quiet zone within its side. */
  code: { x: number; y: number; side: number };
  card: { x: number; y: number; width: number; height: number; radius: number };
  /** What stands at the code: below it on its card, or beside it on the ground. */
  note: { x: number; y: number; width: number; onCard: boolean; call: Letters; address: Letters; place: Letters };
  brand: { x: number; y: number; side: number; width: number; letters: Letters };
}

const letters = (most: number, least: number, lines: number): Letters => ({ most, least, lines });

/** A code of `side` with its white edge. */
const white = (x: number, y: number, side: number, edge: number, more = 0) => ({
  code: { x, y, side },
  card: { x: x - edge, y: y - edge, width: side + 2 * edge, height: side + 2 * edge + more, radius: edge * 1.5 },
});

const PORTRAIT = { over: letters(6, 5, 2), when: letters(8.6, 6.4, 2), line: letters(5.6, 4.8, 2) };
const BELOW: Layout = {
  area: { x: 15, y: 191, width: 122, height: 93, middle: true },
  ...PORTRAIT,
  title: letters(23, 9.4, 4),
  ...white(148, 194, 46, 2, 27),
  note: {
    ...{ x: 147, y: 242, width: 48, onCard: true },
    ...{ call: letters(5, 4.2, 2), address: letters(3.8, 3.4, 2), place: letters(3.6, 3.4, 1) },
  },
  brand: { x: 147, y: 272.5, side: 11, width: 36, letters: letters(4.4, 3.6, 2) },
};
const ABOVE: Layout = {
  area: { x: 15, y: 20, width: 180, height: 84, middle: true },
  ...PORTRAIT,
  title: letters(30, 12, 3),
  ...white(17, 231, 46, 2),
  note: {
    ...{ x: 71, y: 231, width: 124, onCard: false },
    ...{ call: letters(9, 6, 2), address: letters(5.2, 3.6, 1), place: letters(4.4, 3.5, 1) },
  },
  brand: { x: 71, y: 267, side: 12, width: 108, letters: letters(5.6, 4, 1) },
};
const LEFT: Layout = {
  area: { x: 16, y: 20, width: 150, height: 114, middle: true },
  over: letters(7, 5.4, 2),
  title: letters(30, 12, 4),
  when: letters(10, 7, 2),
  line: letters(6.4, 5, 2),
  ...white(18, 148, 46, 2),
  note: {
    ...{ x: 71, y: 147, width: 94, onCard: false },
    ...{ call: letters(8, 5.4, 2), address: letters(4.8, 3.5, 1), place: letters(4.2, 3.5, 1) },
  },
  brand: { x: 71, y: 182, side: 12, width: 80, letters: letters(5.4, 3.6, 1) },
};
const SQUARE = { over: letters(36, 28, 1), when: letters(48, 34, 2), line: letters(32, 26, 2) };
const SQUARE_BELOW: Layout = {
  area: { x: 64, y: 640, width: 646, height: 324, middle: true },
  ...SQUARE,
  title: letters(92, 40, 3),
  ...white(762, 650, 240, 8, 132),
  note: {
    ...{ x: 762, y: 894, width: 240, onCard: true },
    ...{ call: letters(25, 20, 2), address: letters(19, 15, 2), place: letters(18, 15, 1) },
  },
  brand: { x: 64, y: 978, side: 56, width: 570, letters: letters(28, 20, 1) },
};
const SQUARE_ABOVE: Layout = {
  area: { x: 64, y: 56, width: 952, height: 370, middle: true },
  ...SQUARE,
  title: letters(104, 48, 3),
  ...white(72, 818, 216, 8),
  note: {
    ...{ x: 326, y: 816, width: 690, onCard: false },
    ...{ call: letters(42, 30, 2), address: letters(27, 20, 1), place: letters(22, 18, 1) },
  },
  brand: { x: 326, y: 984, side: 56, width: 610, letters: letters(28, 20, 1) },
};
const WIDE: Layout = {
  area: { x: 60, y: 52, width: 616, height: 310, middle: true },
  over: letters(28, 22, 1),
  title: letters(84, 38, 3),
  when: letters(38, 28, 2),
  line: letters(26, 21, 2),
  ...white(68, 388, 196, 8),
  note: {
    ...{ x: 296, y: 384, width: 390, onCard: false },
    ...{ call: letters(32, 22, 2), address: letters(20, 15, 1), place: letters(18, 15, 1) },
  },
  brand: { x: 296, y: 542, side: 50, width: 330, letters: letters(24, 15, 1) },
};

/** Where everything stands in a template of a shape. */
export function layoutOf(template: PosterTemplate, shape: Shape): Layout {
  if (shape === 'landscape') return LEFT;
  if (shape === 'wide') return WIDE;
  const below = LOOKS[template].wordsBelow;
  if (shape === 'square') return below ? SQUARE_BELOW : SQUARE_ABOVE;
  return below ? BELOW : ABOVE;
}
