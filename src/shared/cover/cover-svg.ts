/**
 * The cover of a book that has no picture: title + author → SVG. Pure; the same book always gets the same cover (an FNV-1a
 * hash chooses cloth, motif and layout). The cover is ornament: hidden from screen readers, because the title stands beside it.
 */
import { byline, fitTitle, scriptOf, type FittedTitle } from './cover-text.ts';

interface Cloth {
  ground: string;
  ink: string;
  /** Text on the cloth; every pair has a contrast of at least 7:1. */
  text: string;
}
const NILA: Cloth = { ground: '#22386b', ink: '#e9d3a1', text: '#fdf8ec' };
const CLOTHS: readonly Cloth[] = [
  NILA,
  { ground: '#5f3516', ink: '#e7b873', text: '#fff5e2' }, // soga
  { ground: '#7d2a20', ink: '#efc08d', text: '#fff3e6' }, // mengkudu
  { ground: '#27503c', ink: '#d9d09b', text: '#fbf8e8' }, // daun
  { ground: '#efe2c6', ink: '#6b4423', text: '#38220f' }, // kain putih
  { ground: '#e2aa3a', ink: '#6b3a0c', text: '#351c04' }, // kunyit
  { ground: '#1f4a55', ink: '#e6cf9f', text: '#f7f6ea' }, // telaga
  { ground: '#3a3047', ink: '#d8b79b', text: '#faf3ec' }, // manggis
];
const WHITE_CLOTH = '#efe2c6';

/** A tile that is drawn again and again. */
interface Motif {
  width: number;
  height: number;
  /** Degrees by which the pattern is turned. */
  turn: number;
  body(ink: string): string;
}
const KAWUNG: Motif = {
  width: 40,
  height: 40,
  turn: 0,
  body: (c) =>
    `<g fill="${c}"><path d="M3 3Q16 2 18 18Q2 16 3 3ZM37 3Q38 16 22 18Q24 2 37 3ZM37 37Q24 38 22 22Q38 24 37 37ZM3 37Q2 24 18 22Q16 38 3 37Z"/>` +
    `<path d="M20 1l2.2 3-2.2 3-2.2-3zM1 20l3-2.2 3 2.2-3 2.2zM33 20l3-2.2 3 2.2-3 2.2zM20 33l2.2 3-2.2 3-2.2-3z" opacity=".7"/></g>`,
};
const MOTIFS: readonly Motif[] = [
  KAWUNG,
  {
    // parang
    width: 20,
    height: 34,
    turn: 45,
    body: (c) =>
      `<path d="M-10 5C4 5-4 29 10 29S16 5 30 5M-30 5C-16 5-24 29-10 29" fill="none" stroke="${c}" stroke-width="5"/>` +
      `<path d="M0 0H20M0 34H20" stroke="${c}" stroke-width="2.5"/><circle cx="0" cy="17" r="2" fill="${c}"/><circle cx="20" cy="17" r="2" fill="${c}"/>`,
  },
  {
    // truntum
    width: 36,
    height: 36,
    turn: 0,
    body: (c) =>
      `<g stroke="${c}" stroke-width="1.8" stroke-linecap="round"><path d="M9 2V16M2 9H16M4.5 4.5l9 9M13.5 4.5l-9 9M27 20V34M20 27H34M22.5 22.5l9 9M31.5 22.5l-9 9"/></g>` +
      `<g fill="${c}"><circle cx="9" cy="9" r="3"/><circle cx="27" cy="27" r="3"/><circle cx="27" cy="9" r="1.7"/><circle cx="9" cy="27" r="1.7"/></g>`,
  },
  {
    // ceplok
    width: 44,
    height: 44,
    turn: 0,
    body: (c) =>
      `<g fill="none" stroke="${c}" stroke-width="2"><circle cx="22" cy="22" r="17"/><path d="M0 10L10 0M34 0L44 10M44 34L34 44M10 44L0 34"/></g>` +
      `<path fill="${c}" d="M22 8Q29 15 22 20Q15 15 22 8ZM22 36Q29 29 22 24Q15 29 22 36ZM8 22Q15 15 20 22Q15 29 8 22ZM36 22Q29 15 24 22Q29 29 36 22Z"/>`,
  },
  {
    // lereng
    width: 30,
    height: 20,
    turn: -50,
    body: (c) =>
      `<path d="M0 1.5H30" stroke="${c}" stroke-width="3"/><path d="M0 14Q7.5 7 15 14T30 14" fill="none" stroke="${c}" stroke-width="2"/>` +
      `<g fill="${c}"><circle cx="7.5" cy="15.5" r="1.6"/><circle cx="22.5" cy="9" r="1.6"/></g>`,
  },
];

/** FNV-1a over letters and digits of any script, without case and Latin diacritics. */
function hash(text: string): number {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  let value = 0x811c9dc5;
  for (const char of plain) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

/** Text as XML has it: what XML 1.0 (section 2.2) knows no sign for is left out, or the whole picture would be none. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/]]>/g, ']]&gt;');
const height = (title: FittedTitle): number => title.lines.length * title.size * title.script.lead;
/** From the upper edge of the block of lines to the first base line. */
const firstBase = (title: FittedTitle): number => title.size * (title.script.up + (title.script.lead - 1.18) / 2);
const isLatin = (title: FittedTitle): boolean => title.script.lead === 1.18;
const RIGHT_EDGE = 185;
const AUTHOR_SIZE = 12;
const SMALL_AUTHOR = 10;
type Anchor = 'start' | 'middle';

function titleRows(x: number, y: number, title: FittedTitle, fill: string, anchor: Anchor = 'start'): string {
  const at = title.script.rtl && anchor === 'start' ? RIGHT_EDGE : x;
  const rows = title.lines.map(
    (line, i) => `<tspan x="${at}" y="${Math.round(y + i * title.size * title.script.lead)}">${escape(line)}</tspan>`,
  );
  return `<text fill="${fill}" font-size="${title.size}" font-weight="700" text-anchor="${anchor}"${title.script.attr}>${rows.join('')}</text>`;
}

function authorRow(
  author: string,
  at: { x: number; y: number },
  fill: string,
  anchor: Anchor = 'start',
  room = 170,
): string {
  // a long name is set smaller before it is cut
  const size = byline(author, room / AUTHOR_SIZE).endsWith('…') ? SMALL_AUTHOR : AUTHOR_SIZE;
  const name = byline(author, room / size);
  const script = scriptOf(name);
  const x = script.rtl && anchor === 'start' ? RIGHT_EDGE : at.x;
  const fonts = script.attr || ' font-family="system-ui,sans-serif"';
  return `<text x="${x}" y="${at.y}" fill="${fill}" font-size="${size}" text-anchor="${anchor}"${fonts}>${escape(name)}</text>`;
}

type Layout = (title: string, author: string, cloth: Cloth, pattern: string) => string;

/** A paper label on cloth. */
const label: Layout = (title, author, { ground, ink }, pattern) => {
  const fitted = fitTitle(title, 136, [23, 20, 18, 16, 14]);
  const tall = height(fitted) + 58;
  const top = 44;
  return (
    `<path fill="url(#${pattern})" d="M0 0H200V300H0z" opacity=".8"/><path fill="#fffaf0" d="M20 ${top}h160v${Math.round(tall)}h-160z"/>` +
    `<path fill="none" stroke="${ground === WHITE_CLOTH ? ink : ground}" d="M24.5 ${top + 4.5}h151v${Math.round(tall) - 9}h-151z"/>` +
    titleRows(100, top + 20 + firstBase(fitted) - fitted.size * 0.06, fitted, '#2a211a', 'middle') +
    authorRow(author, { x: 100, y: Math.round(top + tall - 17) }, '#2a211a', 'middle', 140)
  );
};
/** Patterned cloth above, title below. */
const split: Layout = (title, author, { ink, text }, pattern) => {
  const fitted = fitTitle(title, 170, [25, 22, 19, 17, 15]);
  const edge = Math.round(286 - 34 - height(fitted) - 14);
  return (
    `<path fill="url(#${pattern})" d="M0 0H200V${edge}H0z"/><path fill="${ink}" d="M0 ${edge}h200v3h-200z"/>` +
    titleRows(15, edge + 16 + firstBase(fitted) + fitted.size * 0.02, fitted, text) +
    authorRow(author, { x: 15, y: 282 }, text)
  );
};
/** A border of cloth at the left. */
const border: Layout = (title, author, { ink, text }, pattern) => {
  const fitted = fitTitle(title, 132, [24, 21, 18, 16, 14]);
  const rule = fitted.script.rtl ? 157 : 59;
  return (
    `<path fill="url(#${pattern})" d="M0 0H42V300H0z"/><path fill="${ink}" d="M42 0h2v300h-2zM47 0h.8v300h-.8z"/>` +
    titleRows(59, isLatin(fitted) ? 46 : 28 + firstBase(fitted), fitted, text) +
    `<path fill="${ink}" d="M${rule} ${Math.round(40 + height(fitted))}h28v2h-28z"/>` +
    authorRow(author, { x: 59, y: 282 }, text, 'start', 126)
  );
};
/** One large medallion. */
const medallion: Layout = (title, author, { ink, text }, pattern) => {
  const fitted = fitTitle(title, 170, [23, 20, 18, 16, 14], 104);
  return (
    `<g transform="translate(100 88)"><circle r="62" fill="none" stroke="${ink}" stroke-width="1.5"/><circle r="57" fill="url(#${pattern})"/></g>` +
    titleRows(100, isLatin(fitted) ? 178 + fitted.size * 0.5 : 162 + firstBase(fitted), fitted, text, 'middle') +
    authorRow(author, { x: 100, y: 282 }, text, 'middle')
  );
};
const LAYOUTS: readonly Layout[] = [label, split, border, medallion];

/**
 * A complete SVG of 200 × 300 without outside files, about 1 kB.
 * @param author as people write it; several names are separated by ';'
 * @param uid must be unique within one page (the motif is referred to by id); letters and digits only
 */
export function coverSvg(title: string, author: string, uid: string | number): string {
  const value = hash(title + author);
  const cloth = CLOTHS[value % CLOTHS.length] ?? NILA;
  const motif = MOTIFS[(value >>> 5) % MOTIFS.length] ?? KAWUNG;
  const layout = LAYOUTS[(value >>> 9) % LAYOUTS.length] ?? label;
  const id = `m${uid}`;
  const turn = motif.turn === 0 ? '' : ` patternTransform="rotate(${motif.turn})"`;
  const pattern = `<pattern id="${id}" width="${motif.width}" height="${motif.height}" patternUnits="userSpaceOnUse"${turn}>${motif.body(cloth.ink)}</pattern>`;
  return (
    `<svg class="cover" viewBox="0 0 200 300" aria-hidden="true" font-family="'Iowan Old Style',Charter,'Charis SIL',Georgia,'Noto Serif',serif">` +
    `<defs>${pattern}</defs><path fill="${cloth.ground}" d="M0 0H200V300H0z"/>${layout(title, author, cloth, id)}<path d="M7 0h1v300h-1z" opacity=".22"/></svg>`
  );
}

/** The same as a document of its own, to be served as a file. */
export const coverFile = (title: string, author: string): string =>
  coverSvg(title, author, 1).replace(
    '<svg class="cover"',
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300"',
  );
