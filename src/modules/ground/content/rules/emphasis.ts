import type { Span } from './blocks.ts';

/** A piece of a line in which marks may stand. */
export interface Piece {
  text: string;
  /** Stars and lines in it are letters, for they were escaped or are words of a link. */
  literal: boolean;
  bold?: true;
  italic?: true;
  href?: string;
}

interface Run {
  /** Where among the pieces. */
  readonly at: number;
  readonly sign: string;
  readonly length: number;
  left: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

const isSpace = (letter: string) => letter === '' || /\s/.test(letter);
const isSign = (letter: string) => /[\p{P}\p{S}]/u.test(letter);
const lastOf = (text: string) => (/[\ud800-\udbff][\udc00-\udfff]$/.test(text) ? text.slice(-2) : text.slice(-1));
const firstOf = (text: string) => (text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0));
const edge = (piece: Piece | undefined, of: (text: string) => string) =>
  piece === undefined ? '' : piece.href === undefined ? of(piece.text) : '[';

/** Pieces with every run of stars or lines as a piece of its own. */
function parted(pieces: readonly Piece[]): { all: Piece[]; runs: Set<number> } {
  const all: Piece[] = [];
  const runs = new Set<number>();
  for (const piece of pieces) {
    if (piece.literal) {
      all.push(piece);
      continue;
    }
    for (const text of piece.text.split(/(\*+|_+)/)) {
      if (text === '') continue;
      if (/^[*_]/.test(text)) runs.add(all.length);
      all.push({ ...piece, text });
    }
  }
  return { all, runs };
}

/** Whether a run of signs can begin or end words that are marked (CommonMark, "left-flanking" and "right-flanking"). */
function runAt(all: readonly Piece[], at: number): Run {
  const text = all[at]?.text ?? '';
  const [before, after] = [edge(all[at - 1], lastOf), edge(all[at + 1], firstOf)];
  const left = !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before));
  const right = !isSpace(before) && (!isSign(before) || isSpace(after) || isSign(after));
  const sign = text.charAt(0);
  const inWord = sign === '_';
  return {
    at,
    sign,
    length: text.length,
    left: text.length,
    opens: left && (!inWord || !right || isSign(before)),
    closes: right && (!inWord || !left || isSign(after)),
  };
}

/** The rule of three: a run that both opens and closes pairs with none where the lengths together are a multiple of three. */
const pairs = (open: Run, close: Run) =>
  open.sign === close.sign &&
  (!(open.closes || close.opens) ||
    (open.length + close.length) % 3 !== 0 ||
    (open.length % 3 === 0 && close.length % 3 === 0));

/** Which pieces are marked, as changes of depth at each piece. What was looked for in vain is not looked for again: linear. */
function pairUp(
  all: readonly Piece[],
  runs: ReadonlySet<number>,
): { bold: number[]; italic: number[]; left: Map<number, number> } {
  const [bold, italic] = [all.map(() => 0), all.map(() => 0)];
  const left = new Map<number, number>();
  const open: Run[] = [];
  const vain = new Map<string, number>();
  for (const at of runs) {
    const run = runAt(all, at);
    const kind = `${run.sign}${run.opens ? 'o' : ''}${run.length % 3}`;
    while (run.closes && run.left > 0) {
      let found = open.length - 1;
      const bottom = Math.min(vain.get(kind) ?? 0, open.length);
      while (found >= bottom) {
        const one = open[found];
        if (one && pairs(one, run)) break;
        found -= 1;
      }
      const opener = found < bottom ? undefined : open[found];
      if (!opener) {
        vain.set(kind, open.length);
        break;
      }
      const both = opener.left >= 2 && run.left >= 2;
      const depth = both ? bold : italic;
      depth[opener.at + 1] = (depth[opener.at + 1] ?? 0) + 1;
      depth[at] = (depth[at] ?? 0) - 1;
      opener.left -= both ? 2 : 1;
      run.left -= both ? 2 : 1;
      left.set(opener.at, opener.left).set(at, run.left);
      open.length = opener.left === 0 ? found : found + 1;
      for (const [key, from] of vain) if (from > open.length) vain.set(key, open.length);
    }
    if (run.opens && run.left > 0) open.push(run);
  }
  return { bold, italic, left };
}

/** Pieces as spans: what stands between stars or lines is bold or italic, signs without a partner are letters. */
export function emphasised(pieces: readonly Piece[], decode: (text: string) => string): Span[] {
  const { all, runs } = parted(pieces);
  const { bold, italic, left } = pairUp(all, runs);
  const spans: Span[] = [];
  let [heavy, slanted] = [0, 0];
  for (const [at, piece] of all.entries()) {
    heavy += bold[at] ?? 0;
    slanted += italic[at] ?? 0;
    const text = piece.literal ? piece.text : decode(piece.text.slice(0, left.get(at) ?? piece.text.length));
    if (text === '') continue;
    const span: Span = { text };
    if (heavy > 0 || piece.bold) span.bold = true;
    if (slanted > 0 || piece.italic) span.italic = true;
    if (piece.href !== undefined) span.href = piece.href;
    spans.push(span);
  }
  return spans;
}
