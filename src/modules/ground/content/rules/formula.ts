import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import temml from 'temml';
import { FORMULA_LENGTH } from './blocks.ts';
import { tidyLine } from './tidy-text.ts';

/** A formula as MathML says it: elements and words, never text of HTML. */
export interface MathNode {
  tag: string;
  attributes: Record<string, string>;
  children: (MathNode | string)[];
}

/** Why a formula is not taken: it is too long, holds a command that has no business in it, is nested without end, or cannot be read near some letters. */
type FormulaFlaw =
  { why: 'too_long' } | { why: 'command'; command: string } | { why: 'too_deep' } | { why: 'unreadable'; near: string };

/** What leads elsewhere, brings something in, or makes commands of its own. */
const FORBIDDEN =
  /(?<!\\)(?:\\\\)*(\\(?:href|url|includegraphics|(?:[gex]|long\\)?def|global|let|futurelet|(?:re)?newcommand|providecommand|(?:re)?newenvironment|csname|class|id|style|data|char|label|e?ref|tag|require|cancel(?:to)?|[bx]cancel))(?![a-zA-Z])/;
const TAGS = new Set(
  'math mrow mi mn mo mtext ms mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mpadded mphantom menclose mstyle'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'display displaystyle scriptlevel mathvariant stretchy fence separator form lspace rspace accent accentunder movablelimits largeop symmetric minsize maxsize linethickness width height depth voffset columnspan rowspan notation'.split(
    ' ',
  ),
);
/** Classes of the converter for which we have a style. */
const CLASSES = new Set(['tml-left', 'tml-right', 'tml-overline', 'tml-underline']);
const DEEPEST = 40;
const MOST_NODES = 400;
/** Widths and heights at most, in the size of a letter: more would push the page aside. */
const MOST_EM = 40;
/** Formulas that are drawn already, those asked for last. */
const MOST_KEPT = 200;
const NEAR = 20;

/** What is said to nobody (`% …`); behind a back slash it is a sign of its own. */
const COMMENT = /(?<!\\)((?:\\\\)*)%[^\n]*/g;
/** Whether words stand in a comment: whoever writes no LaTeX would lose them. */
export const hasComment = (tex: string): boolean => /(?<!\\)(?:\\\\)*%[^\n]*\S/.test(tex);

/** The signs of a formula as they are kept: one line, without comments. */
export const tidyFormula = (tex: string): string => tidyLine(tex.replaceAll(COMMENT, '$1'));

/** How many of its unit are as large as a letter. */
const UNITS: Readonly<Record<string, number>> = {
  em: 1,
  ex: 2,
  px: 16,
  pt: 12,
  pc: 1,
  cm: 0.42,
  mm: 4.2,
  in: 0.17,
  mu: 18,
};
const LENGTHS = new Set('lspace rspace minsize maxsize linethickness width height depth voffset'.split(' '));
/** Whether a length is one with which a formula stays on its page. */
function isModest(value: string): boolean {
  const [, number = '0', unit = 'em'] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)([a-z]*)$/.exec(value.trim()) ?? [];
  return Math.abs(Number(number)) / (UNITS[unit] ?? 1) <= MOST_EM;
}

class TooDeep extends Error {}

/** The converter's elements with what of them may stand on a page. */
class Building {
  private left = MOST_NODES;

  element(node: Tree.Element, depth: number): MathNode[] {
    this.left -= 1;
    if (depth > DEEPEST || this.left < 0) throw new TooDeep();
    const children = node.childNodes.flatMap((child): (MathNode | string)[] => {
      if (child.nodeName === '#text' && 'value' in child) return [child.value];
      return 'tagName' in child ? this.element(child, depth + 1) : [];
    });
    if (!TAGS.has(node.tagName)) return [{ tag: 'mrow', attributes: {}, children }];
    const attributes: Record<string, string> = {};
    for (const { name, value } of node.attrs) {
      if (LENGTHS.has(name) && !isModest(value)) throw new TooDeep();
      if (ATTRIBUTES.has(name)) attributes[name] = value;
      const known = name === 'class' ? value.split(' ').filter((one) => CLASSES.has(one)) : [];
      if (known.length > 0) attributes.class = known.join(' ');
      // a frame is said in a style, which pages do not take
      if (name === 'style' && /\bborder:/.test(value)) attributes.class = 'rumus-kotak';
    }
    return [{ tag: node.tagName, attributes, children }];
  }
}

const SEEN = new Set(['msqrt', 'mroot', 'mfrac', 'menclose']);
const isSeen = (node: MathNode | string): boolean =>
  typeof node === 'string' ? /\S/.test(node) : SEEN.has(node.tag) || node.children.some(isSeen);

/** The letters at which the converter stopped. */
function nearOf(tex: string, error: unknown): string {
  const at = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  const from = at === undefined ? Math.max(0, tex.length - NEAR) : Number(at) - 1;
  return tex.slice(from, from + NEAR).toWellFormed();
}

type ReadFormula = { math: MathNode | null } | FormulaFlaw;

function drawn(typed: string): ReadFormula {
  const tex = tidyFormula(typed);
  if (tex === '') return { math: null };
  const [, command] = FORBIDDEN.exec(tex) ?? [];
  if (command !== undefined) return { why: 'command', command };
  // would end it in Markdown
  const inner = /\$\$/.exec(tex);
  if (inner) return { why: 'unreadable', near: tex.slice(inner.index, inner.index + NEAR).toWellFormed() };
  try {
    const options = { displayMode: true, throwOnError: true, trust: false, strict: false, maxExpand: 200 };
    const [root] = parseFragment(temml.renderToString(tex, options)).childNodes;
    const [math] = root && 'tagName' in root && root.tagName === 'math' ? new Building().element(root, 0) : [];
    // spaces and empty braces: nobody would see anything
    return math && isSeen(math) ? { math } : { why: 'unreadable', near: tex.slice(0, NEAR) };
  } catch (error) {
    // braces in braces until there is no more room
    if (error instanceof TooDeep || error instanceof RangeError) return { why: 'too_deep' };
    return { why: 'unreadable', near: nearOf(tex, error) };
  }
}

const kept = new Map<string, ReadFormula>();

/**
 * Reads a formula as it is typed in LaTeX. An empty one is one of which nothing is there yet: null. What many readers ask for is drawn once:
 * what comes of it is shared, and stays as it is.
 */
export function readFormula(typed: string): ReadFormula {
  if (typed.length > FORMULA_LENGTH) return { why: 'too_long' };
  const read = kept.get(typed) ?? drawn(typed);
  // the one that was asked for last is the last to go
  kept.delete(typed);
  kept.set(typed, read);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return read;
}

/** Elements and words of a formula, counted together. */
export const sizeOfMath = (node: MathNode | string): number =>
  typeof node === 'string' ? 1 : node.children.reduce((sum, child) => sum + sizeOfMath(child), 1);

/** Whether a formula can be kept. */
export const isFormula = (tex: string): boolean => 'math' in readFormula(tex);
