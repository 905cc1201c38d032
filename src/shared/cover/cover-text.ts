/**
 * How a title is set on a generated cover: script, width of letters, line breaks. Pure; sizes are in SVG units of a
 * 200 × 300 cover.
 */

/** How a script is set. `lead` = line height, `up` = room above the base line, both in em. */
export interface Script {
  lead: number;
  scale: number;
  up: number;
  rtl: boolean;
  /** Attributes of the text element: direction and fonts. */
  attr: string;
}
/** Lines that fit, at a font size. */
export interface FittedTitle {
  size: number;
  lines: string[];
  script: Script;
}

const LATIN: Script = { lead: 1.18, scale: 1, up: 0.78, rtl: false, attr: '' };
const ARABIC: Script = {
  lead: 1.55,
  scale: 1.08,
  up: 0.95,
  rtl: true,
  attr: ` direction="rtl" font-family="'Noto Naskh Arabic',Amiri,'Scheherazade New','Geeza Pro','Times New Roman',serif"`,
};
const JAVANESE: Script = {
  lead: 1.95,
  scale: 0.82,
  up: 1.05,
  rtl: false,
  attr: ` font-family="'Noto Sans Javanese','Tuladha Jejeg',Javanese Text,serif"`,
};
const OTHER: Script = { lead: 1.35, scale: 0.95, up: 0.88, rtl: false, attr: '' };

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** The script in which most letters of a text are written. */
export function scriptOf(text: string): Script {
  if (isAscii(text)) return LATIN;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const latin = count(/\p{Script=Latin}/gu);
  const arabic = count(/\p{Script=Arabic}/gu);
  const javanese = count(/\p{Script=Javanese}/gu);
  const rest = count(/\p{L}/gu) - latin - arabic - javanese;
  const most = Math.max(latin, arabic, javanese);
  if (rest > most) return OTHER;
  if (latin === most) return LATIN;
  return arabic === most ? ARABIC : JAVANESE;
}

function measureLetter(char: string): number {
  if (/\p{Script=Javanese}/u.test(char)) {
    if (/\p{Mn}/u.test(char) || char === '\ua9c0') return 0;
    return /\p{Mc}/u.test(char) ? 0.55 : 1.15;
  }
  if (/\p{M}/u.test(char)) return 0;
  if (/\p{Script=Arabic}/u.test(char)) return 0.52;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(char)) return 1;
  if (/[iljtfr.,:;'() ]/.test(char)) return 0.33;
  if (/[mwMW]/.test(char)) return 0.9;
  return /\p{Lu}/u.test(char) ? 0.7 : 0.56;
}

/** A page of results measures thousands of letters, nearly all of them these. */
const ASCII_WIDTHS = Array.from({ length: 128 }, (_, code) => measureLetter(String.fromCharCode(code)));
const letterWidth = (char: string): number => ASCII_WIDTHS[char.codePointAt(0) ?? 0] ?? measureLetter(char);

/** About how wide bold letters are, in em. Marks above or below a letter take no room. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + letterWidth(char), 0);

/** Breaks a word that is wider than a line: Javanese between syllables (pairs stay together), Latin with a hyphen. */
function pieces(word: string, room: number): string[] {
  if (width(word) <= room) return [word];
  // buku-buku: the hyphen that is there is the place to break
  const halves = word.match(/[^-]+-?/g) ?? [word];
  if (halves.length > 1) return halves.flatMap((half) => pieces(half, room));
  const units = word.match(/\P{M}\p{M}*(?:\ua9c0\P{M}\p{M}*)*/gu) ?? [...word];
  const hyphen = /^\p{Script=Latin}/u.test(word) ? '-' : '';
  // shared out evenly, so that no single letter is left over
  const limit = hyphen ? room : Math.min(room, width(word) / Math.ceil(width(word) / room) + 1.2);
  const out: string[] = [];
  let current = '';
  for (const unit of units) {
    if (current && width(current + unit + hyphen) > limit) {
      out.push(current + hyphen);
      current = unit;
    } else {
      current += unit;
    }
  }
  return [...out, current];
}

function wrap(title: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of title.trim().split(/\s+/).filter(Boolean)) {
    for (const [i, part] of pieces(word, room).entries()) {
      const last = lines.at(-1);
      const joined = last === undefined || i > 0 ? null : `${last} ${part}`;
      if (joined !== null && width(joined) <= room) lines[lines.length - 1] = joined;
      else lines.push(part);
    }
  }
  return lines;
}

const WEAK = /^(dan|atau|di|ke|dari|untuk|yang|dalam|pada|dengan|serta|oleh|tentang|bagi|the|of|and|in|for|a)$/i;

/**
 * Sets a title of any length: tries it whole, then without its subtitle, then cut at a word. It always fits.
 * @param sizes font sizes to try, largest first
 */
export function fitTitle(title: string, maxWidth: number, sizes: readonly number[], maxHeight = 190): FittedTitle {
  const script = scriptOf(title);
  const scaled = sizes.map((size) => Math.round(size * script.scale));
  const smallest = scaled.at(-1) ?? 14;
  const maxLines = script.lead > 1.5 ? 3 : 5;
  const attempt = (text: string, tryOut: readonly number[]): FittedTitle | null => {
    for (const size of tryOut) {
      const lines = wrap(text, maxWidth / size);
      if (lines.length <= maxLines && lines.length * size * script.lead <= maxHeight) return { size, lines, script };
    }
    return null;
  };
  const whole = attempt(title, scaled);
  if (whole && !whole.lines.some((line) => line.endsWith('-'))) return whole;
  const main = (title.split(/\s*[:;=/(؛]\s*|\s+[–-]\s+/u)[0] ?? '').trim();
  if (width(main) > 2.5 && main.length < title.length) {
    const short = attempt(main, scaled);
    if (short) return short;
  }
  if (whole) return whole;
  const words = main.split(/\s+/);
  while (words.length > 1) {
    words.pop();
    while (words.length > 1 && WEAK.test(words.at(-1) ?? '')) words.pop();
    const cut = attempt(words.join(' ').replace(/[,.]$/, '') + '…', [smallest]);
    if (cut) return cut;
  }
  const room = Math.min(maxLines, Math.floor(maxHeight / (smallest * script.lead)));
  const lines = wrap(words[0] ?? '', maxWidth / smallest).slice(0, room);
  if (lines.length === room) lines[room - 1] = (lines[room - 1] ?? '').replace(/-$/, '') + '…';
  return { size: smallest, lines, script };
}

/** Names are set in the sans of the reader's machine, whose letters may be wider than those that were measured. */
const SANS = 1.12;
const nameWidth = (text: string): number => width(text) * SANS;

/**
 * "A; B; C" becomes "A dkk."; a name that is too wide is cut at a word, a single word at a letter.
 * @param room in em
 */
export function byline(author: string, room: number): string {
  const names = author.split(/\s*;\s*/).filter(Boolean);
  const first = names[0] ?? '';
  const name = names.length > 2 ? `${first} dkk.` : names.join(', ');
  if (nameWidth(name) <= room) return name;
  if (names.length > 1) return byline(`${first} dkk.`, room);
  const words = name.split(' ');
  while (words.length > 1) {
    words.pop();
    const cut = `${words.join(' ')}…`;
    if (nameWidth(cut) <= room) return cut;
  }
  const letters = (words[0] ?? '').match(/\P{M}\p{M}*/gu) ?? [];
  while (letters.length > 0 && nameWidth(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('')}…`;
}
