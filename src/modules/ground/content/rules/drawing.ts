import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes';
import {
  ATTRIBUTES,
  DASHED_LETTERS,
  DEEPEST_ELEMENT,
  DEEPEST_LAYER,
  DRAWING_LETTERS,
  ELEMENTS,
  FUNCTIONS,
  LEAST_DASH,
  LINE_LETTERS,
  LONGEST_SIDE,
  LOOKS,
  MOST_ELEMENTS,
  REFERRING,
  SPEAKING,
  SPOKEN_LETTERS,
  WORDS,
} from './drawing-terms.ts';

const SVG = 'http://www.w3.org/2000/svg';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Why a drawing is not taken: it is none that can be read, it is too large, or it holds what has no business in one (`what`). */
export type DrawingFlaw = { why: 'unreadable' | 'large' } | { why: 'unsafe'; what: string };
/** A drawing as it is kept: written anew of what was read, with its size in units. */
export interface ReadDrawing {
  svg: string;
  width: number;
  height: number;
}

class Flawed extends Error {
  readonly flaw: DrawingFlaw;
  constructor(flaw: DrawingFlaw) {
    super(flaw.why);
    this.flaw = flaw;
  }
}
const unsafe = (what: string): never => {
  throw new Flawed({ why: 'unsafe', what: what.slice(0, 40) });
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Whose figures are no lengths: `#112233`. */
const COLOURS: ReadonlySet<string> = new Set(['fill', 'stroke', 'color', 'stop-color', 'font-family']);

/** A value without anything that refers elsewhere, ends what it stands in or is code. */
function safeValue(name: string, value: string): string {
  const said = value.trim();
  if (WORDS.has(name)) return said;
  if (name === 'id' || name === 'aria-labelledby') {
    if (!/^[\w-]{1,64}(?: [\w-]{1,64}){0,7}$/.test(said)) unsafe(name);
    return said;
  }
  if (REFERRING.has(name) && /^url\(#[\w-]{1,64}\)$/.test(said)) return said;
  if (!/^[\p{L}\p{N}\s#%.,()'"+-]*$/u.test(said)) unsafe(name);
  for (let at = said.indexOf('('); at >= 0; at = said.indexOf('(', at + 1)) {
    const [before = ''] = /[\w-]*$/.exec(said.slice(Math.max(0, at - 20), at)) ?? [];
    if (!FUNCTIONS.has(before)) unsafe(name);
  }
  // further than anybody draws
  if (/(?<![.\d#])\d{6,}|\de\+?\d/i.test(said) && !COLOURS.has(name)) throw new Flawed({ why: 'large' });
  return said;
}

/** `fill:red;stroke:none` as attributes: a page that lets nothing be styled shows them too. */
function styled(style: string): [string, string][] {
  return style.split(';').flatMap((line): [string, string][] => {
    if (line.trim() === '') return [];
    const [name = '', ...rest] = line.split(':');
    const [property, value] = [name.trim(), rest.join(':')];
    if (!LOOKS.has(property)) unsafe(`style: ${property}`);
    return [[property, safeValue(property, value)]];
  });
}

/** The attributes of an element as they are kept. */
function attributesOf({ attributes }: SaxesTagNS): Map<string, string> {
  const kept = new Map<string, string>();
  let style = '';
  for (const { name, prefix, uri, value } of Object.values<SaxesAttributeNS>(attributes)) {
    // what a prefix would mean: nothing that bears one is taken
    if (uri === XMLNS) continue;
    if (prefix !== '') unsafe(name);
    if (name === 'style') style = value;
    else if (LOOKS.has(name) || ATTRIBUTES.has(name)) kept.set(name, safeValue(name, value));
    else unsafe(name);
  }
  for (const [name, value] of styled(style)) kept.set(name, value);
  return kept;
}

/** A length in units of the drawing; null: it is said in others, or not at all. */
const lengthOf = (said: string | undefined): number | null =>
  said !== undefined && /^\d{1,6}(?:\.\d{1,6})?(?:px)?$/.test(said) ? Number.parseFloat(said) : null;

/** Size of a drawing by its box, or by its width and height. */
function sizeOf(root: ReadonlyMap<string, string>): { width: number; height: number; box: string } {
  const box = root
    .get('viewBox')
    ?.split(/[\s,]+/)
    .map(Number);
  const [width = 0, height = 0] = (box?.slice(2) ?? [lengthOf(root.get('width')), lengthOf(root.get('height'))]).map(
    (side) => Math.round(side ?? 0),
  );
  const isWhole = box === undefined || (box.length === 4 && box.every(Number.isFinite));
  if (!isWhole || width < 1 || height < 1) throw new Flawed({ why: 'unreadable' });
  if (width > LONGEST_SIDE || height > LONGEST_SIDE) throw new Flawed({ why: 'large' });
  return { width, height, box: box?.join(' ') ?? `0 0 ${width} ${height}` };
}

/** Shapes whose outline no letters tell: what one costs that is dashed, in letters of a line. */
const DASHED_SHAPES: ReadonlySet<string> = new Set(['line', 'rect', 'circle', 'ellipse', 'text', 'tspan']);
const DASHED_SHAPE = 400;
const PLAIN_LENGTH = /^(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})$/;

class Writing {
  private readonly open: { name: string; isDashed: boolean; layers: number }[] = [];
  private dashed = 0;
  private spoken = 0;
  private elements = 0;
  private size: { width: number; height: number } | null = null;
  private svg = '';

  begin(tag: SaxesTagNS): void {
    const { local, uri, prefix } = tag;
    this.elements += 1;
    if (this.elements > MOST_ELEMENTS || this.open.length >= DEEPEST_ELEMENT) throw new Flawed({ why: 'large' });
    if (uri !== SVG || prefix !== '' || !ELEMENTS.has(local) || (local === 'svg') !== (this.open.length === 0))
      unsafe(tag.name);
    const kept = attributesOf(tag);
    // clips of clips grow with every level
    if (kept.has('clip-path') && this.open.some(({ name }) => name === 'clipPath')) unsafe('clip-path');
    if (local === 'svg') {
      const { width, height, box } = sizeOf(kept);
      this.size = { width, height };
      for (const [name, value] of Object.entries({ viewBox: box, width, height })) kept.set(name, String(value));
    }
    this.open.push({ name: local, ...this.burdenOf(local, kept) });
    const said = [...kept].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
    this.svg += `<${local}${local === 'svg' ? ` xmlns="${SVG}"` : ''}${said}>`;
  }

  /** What an element costs whoever draws it, with those around it. */
  private burdenOf(local: string, kept: ReadonlyMap<string, string>): { isDashed: boolean; layers: number } {
    const around = this.open.at(-1) ?? { isDashed: false, layers: 0 };
    const dashes = kept.get('stroke-dasharray');
    const isDashed = dashes === undefined ? around.isDashed : dashes !== 'none';
    // in plain numbers, so that it is known how many there are along a line
    if (dashes !== undefined && dashes !== 'none') {
      const lengths = dashes.split(/[\s,]+/).filter(Boolean);
      const sum = lengths.reduce((so, one) => so + (PLAIN_LENGTH.test(one) ? Number(one) : Number.NaN), 0);
      if (!(sum >= LEAST_DASH)) throw new Flawed({ why: 'large' });
    }
    const line = (kept.get('d') ?? kept.get('points') ?? '').length;
    if (isDashed) this.dashed += DASHED_SHAPES.has(local) ? DASHED_SHAPE : line;
    const layers = around.layers + (kept.has('opacity') || kept.has('clip-path') ? 1 : 0);
    if (line > LINE_LETTERS || this.dashed > DASHED_LETTERS || layers > DEEPEST_LAYER)
      throw new Flawed({ why: 'large' });
    return { isDashed, layers };
  }

  letters(text: string): void {
    this.spoken += text.trim().length;
    if (this.spoken > SPOKEN_LETTERS) throw new Flawed({ why: 'large' });
    if (SPEAKING.has(this.open.at(-1)?.name ?? '')) this.svg += escaped(text);
    else if (text.trim() !== '') throw new Flawed({ why: 'unreadable' });
  }

  end(): void {
    this.svg += `</${this.open.pop()?.name ?? ''}>`;
  }

  whole(): ReadDrawing {
    if (this.size === null) throw new Flawed({ why: 'unreadable' });
    return { svg: this.svg, ...this.size };
  }
}

/** Whether bytes begin as a drawing (SVG) does, and no photograph: by a sign of markup. */
export const looksDrawn = (bytes: Uint8Array): boolean =>
  /^\ufeff?\s*</.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/**
 * A drawing (SVG) as it may be kept: read whole, refused where it holds anything but shapes, words and colours (scripts, other files, styles
 * that refer, entities), and written anew of what was read, so that whoever reads it after us reads the same.
 */
export function readDrawing(bytes: Uint8Array): ReadDrawing | DrawingFlaw {
  if (bytes.byteLength > DRAWING_LETTERS) return { why: 'large' };
  const writing = new Writing();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parser = new SaxesParser({ xmlns: true, position: false });
    parser.on('error', () => {
      throw new Flawed({ why: 'unreadable' });
    });
    parser.on('doctype', () => unsafe('DOCTYPE'));
    parser.on('processinginstruction', ({ target }) => unsafe(`?${target}`));
    parser.on('cdata', () => unsafe('CDATA'));
    parser.on('opentag', (tag) => writing.begin(tag));
    parser.on('closetag', () => writing.end());
    parser.on('text', (letters) => writing.letters(letters));
    parser.write(text).close();
    return writing.whole();
  } catch (error) {
    if (error instanceof Flawed) return error.flaw;
    if (error instanceof TypeError) return { why: 'unreadable' };
    throw error;
  }
}
