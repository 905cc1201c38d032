import { fold } from '#shared/text/fold';
import { nameVariantKey } from '#shared/text/name-variants';
import { hasOldSpelling, modernSpellings } from '#shared/text/old-spelling';

/**
 * One word of a text as search sees it.
 * `forms`: folded keys, all equally good; the first is the word as written, joined when it was written in parts.
 * `parts`: the words it was written in (`e-book` → e, book; `di bawah` → di, bawah; `R.A.` → r, a).
 */
export interface Word {
  forms: string[];
  parts?: Word[];
}

interface Unit {
  text: string;
  /** What stands between this unit and the one before. */
  gap: string;
}

const UNITS = /[a-z0-9]+/g;
const UNITS_OF_ALL_SCRIPTS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const NOT_ASCII = /[^\0-\x7f]/;
const SYMBOL_WORDS: readonly [RegExp, string][] = [
  [/\bc\+\+/g, 'cplusplus'],
  [/\b([cf])#/g, '$1sharp'],
  [/&/g, ' dan '],
];
const HYPHEN = /^[-‐‑‒–]$/;
const INITIALS_GAP = /^(\.|\s|\.\s|-)$/;
const LETTER = /^[a-z]$/;
/** Arabic article in its assimilated spellings (asy-Syafi'i, at-Tirmidzi). */
const ARTICLE = /^(al|an|ar|as|asy|ash|at|ath|ad|adz|az)$/;
/** Words written both with and without their article. */
const WITH_ARTICLE = /^al(quran|hadis|hadits|hadist|kitab|ghazali|banna|islam|farabi|kindi|bukhari|fatihah|baqarah)$/;
/** Words that old and careless spelling joins to di and ke (di bawah, dibawah). */
const PLACES = new Set(
  (
    'atas bawah dalam luar balik tengah antara samping depan belakang sini sana situ mana seberang sekitar sebelah ' +
    'muka tepi pinggir ujung dekat hadapan mata rumah jalan bidang kalangan'
  ).split(' '),
);
/** Words written as one and as two (budidaya, budi daya). */
const COMPOUNDS = new Set(
  (
    'budi daya,olah raga,kerja sama,tanggung jawab,orang tua,ibu kota,sepak bola,bulu tangkis,terima kasih,tata bahasa,tata boga,tata busana,' +
    'suka duka,mata hari,rumah sakit,sumber daya,kaca mata'
  ).split(','),
);
const MAX_PARTS = 5;

/**
 * Cuts a text into words, the same way for records and for queries. Never throws, whatever the text.
 * @param inOldText true: the whole text is in old spelling; without it the text's own words tell
 */
export function wordsOf(text: string, inOldText = false): Word[] {
  const units = unitsOf(text);
  const old = inOldText || units.some((unit) => hasOldSpelling(unit.text));
  const words: Word[] = [];
  let at = 0;
  while (at < units.length) {
    const length = initialsAt(units, at) || hyphenatedAt(units, at) || 1;
    const group = units.slice(at, at + length).map((unit) => unit.text);
    const next = units[at + 1];
    if (length === 1 && next && joinsNext(group[0] ?? '', next)) {
      words.push(joinedWord(group[0] ?? '', next.text, old));
      at += 2;
      continue;
    }
    words.push(length === 1 ? singleWord(group[0] ?? '', old) : compoundWord(group, old));
    at += length;
  }
  return words;
}

function unitsOf(text: string): Unit[] {
  let folded = fold(text);
  for (const [symbol, word] of SYMBOL_WORDS) folded = folded.replace(symbol, word);
  const units: Unit[] = [];
  let end = 0;
  for (const match of folded.matchAll(NOT_ASCII.test(folded) ? UNITS_OF_ALL_SCRIPTS : UNITS)) {
    units.push({ text: match[0], gap: folded.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return units;
}

/** How many units from here are single letters that belong together (R.A., N H), or 0. */
function initialsAt(units: readonly Unit[], at: number): number {
  let length = 0;
  for (let unit = units[at]; unit && LETTER.test(unit.text); unit = units[at + length]) {
    if (length > 0 && !INITIALS_GAP.test(unit.gap)) break;
    if (++length > MAX_PARTS) return 0;
  }
  return length > 1 ? length : 0;
}

/** How many units from here are joined by hyphens, or 0. */
function hyphenatedAt(units: readonly Unit[], at: number): number {
  let length = 1;
  for (let unit = units[at + 1]; unit && HYPHEN.test(unit.gap); unit = units[at + length]) length++;
  return length > 1 && length <= MAX_PARTS ? length : 0;
}

function joinsNext(text: string, next: Unit): boolean {
  if (next.gap !== ' ') return false;
  if (text === 'di' || text === 'ke') return PLACES.has(next.text);
  return text === 'al' || COMPOUNDS.has(`${text} ${next.text}`);
}

function joinedWord(first: string, second: string, old: boolean): Word {
  const joined = first + second;
  if (first === 'al') return { forms: [...new Set([joined, second, ...spellings(second, old)])] };
  return { forms: spellings(joined, old), parts: [singleWord(first, old), singleWord(second, old)] };
}

function singleWord(text: string, old: boolean): Word {
  const article = WITH_ARTICLE.exec(text);
  if (article?.[1] !== undefined) return { forms: [text, article[1]] };
  const twice = /^([a-z]{3,})2$/.exec(text)?.[1];
  if (twice !== undefined) return { forms: [...new Set([twice + twice, text, ...spellings(twice, old)])] };
  return { forms: spellings(text, old) };
}

function compoundWord(texts: string[], old: boolean): Word {
  const joined = texts.join('');
  const [first = '', second = ''] = texts;
  if (texts.length === 2) {
    if (ARTICLE.test(first) && second.length > 2) {
      return { forms: [...new Set([joined, ...spellings(second, old)])] };
    }
    const doubled = first === second || (second.length > 2 && (first.endsWith(second) || second.startsWith(first)));
    if (doubled && first.length > 1) {
      return { forms: [...new Set([...spellings(joined, old), ...spellings(first, old), ...spellings(second, old)])] };
    }
  }
  return { forms: [...new Set(spellings(joined, old))], parts: texts.map((text) => singleWord(text, old)) };
}

/** The word as written, in today's spelling, and the key of its name group, without repeats. */
function spellings(word: string, old: boolean): string[] {
  const written = [word, ...modernSpellings(word, old)];
  const names = written.map(nameVariantKey).filter((name) => name !== null);
  return [...new Set([...written, ...names.slice(0, 1)])];
}
