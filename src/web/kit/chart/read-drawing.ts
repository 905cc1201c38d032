import { SaxesParser } from 'saxes';
import type { Drawing, Label, Path } from './drawing.ts';
import { inkOf } from './inks.ts';

type Attributes = Record<string, string>;

/** Groups, and what only clips: they say nothing that a path or text does not. */
const PASSED = new Set(['svg', 'g', 'defs', 'clipPath', 'style']);
const SHAPES = new Set(['path', 'rect', 'circle', 'polyline', 'polygon']);
const FIGURE = String.raw`(-?[\d.]+(?:e-?\d+)?)`;
const MOVED = new RegExp(`^translate\\(${FIGURE}[ ,]${FIGURE}\\)$`);

const number = (text: string | undefined): number => Number(text ?? 0);
/** Tenths of a point are finer than any screen. */
const round = (value: number): number => Math.round(value * 10) / 10;
const shorter = (d: string): string => d.replaceAll(/-?\d+\.\d{2,}/g, (figure) => String(round(Number(figure))));

function pathOf(tag: string, at: Attributes): string {
  if (tag === 'path') return shorter(at['d'] ?? '');
  if (tag === 'rect') {
    const [width, height] = [round(number(at['width'])), round(number(at['height']))];
    return `M${round(number(at['x']))} ${round(number(at['y']))}h${width}v${height}h${-width}z`;
  }
  if (tag === 'circle') {
    const r = number(at['r']);
    return `M${number(at['cx']) - r} ${number(at['cy'])}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  }
  return `M${shorter(at['points'] ?? '')}${tag === 'polygon' ? 'z' : ''}`;
}

function shapeOf(tag: string, at: Attributes): Path | null {
  const [fill, stroke] = [inkOf(at['fill']), at['stroke-width'] === '0' ? null : inkOf(at['stroke'])];
  if ((fill === null && stroke === null) || at['opacity'] === '0' || at['stroke-opacity'] === '0') return null;
  const classes = [fill === null ? '' : `isi-${fill}`, stroke === null ? '' : `tepi-${stroke}`];
  const shape: Path = { d: pathOf(tag, at), class: classes.filter(Boolean).join(' ') };
  if (at['transform']) shape.transform = shorter(at['transform']);
  if (stroke !== null && at['stroke-width']) shape.width = at['stroke-width'];
  if (stroke !== null && at['stroke-dasharray']) shape.dash = at['stroke-dasharray'];
  return shape.d === '' ? null : shape;
}

function labelOf(at: Attributes): Label {
  const [, dx, dy] = MOVED.exec(at['transform'] ?? '') ?? [];
  const anchor = at['text-anchor'];
  return {
    x: round(number(at['x']) + number(dx)),
    y: round(number(at['y']) + number(dy)),
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    class: `isi-${inkOf(at['fill']) ?? 'angka'}`,
    text: '',
  };
}

/** Shapes that follow each other in the same colour are one path: a page with 91 fields has five. */
function joined(paths: readonly Path[]): Path[] {
  const whole: Path[] = [];
  for (const path of paths) {
    const last = whole.at(-1);
    const same = last && last.class === path.class && last.width === path.width && last.dash === path.dash;
    if (same && !last.transform && !path.transform) last.d += path.d;
    else whole.push({ ...path });
  }
  return whole;
}

/**
 * What the drawing program wrote, taken apart: of its markup only shapes and texts are kept, so neither a style nor anything that stood in a
 * name can reach a page as markup.
 * @throws for an element or a colour that is not known here
 */
export function readDrawing(svg: string): Drawing {
  const drawing: Drawing = { width: 0, height: 0, paths: [], labels: [] };
  let clips = 0;
  let label: Label | null = null;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'clipPath') clips += 1;
    if (name === 'svg')
      Object.assign(drawing, { width: number(attributes['width']), height: number(attributes['height']) });
    else if (name === 'text') drawing.labels.push((label = labelOf(attributes)));
    else if (SHAPES.has(name)) {
      const shape = clips > 0 ? null : shapeOf(name, attributes);
      if (shape) drawing.paths.push(shape);
    } else if (!PASSED.has(name)) throw new Error(`a drawing has an element that is not known: ${name}`);
  });
  parser.on('text', (text) => {
    if (label) label.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'clipPath') clips -= 1;
    if (name === 'text') label = null;
  });
  parser.write(svg).close();
  return { ...drawing, paths: joined(drawing.paths) };
}
