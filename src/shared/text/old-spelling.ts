/**
 * Old spellings of Indonesian: Van Ophuijsen (1901-1947, oe) and Soewandi (1947-1972, dj tj nj sj ch j), read as
 * today's spelling. Source of the table: the official mapping of EYD 1972. The result is only ever an additional key
 * beside the word as written: people keep old spelling in their names by choice.
 */

/** Modern or foreign words in which oe, dj, tj or sj is not old spelling. */
const FOREIGN = new Set(
  (
    'adjektif adjektiva adjust adjustment adjective adjacent adjunct amoeba canoe coed coercion coefficient coexist ' +
    'coexistence doe does echoes foe goes hero heroes hoe joe koedukasi koefisien koeksistensi oedipus oesophagus ' +
    'phoenix poe poem poems poet poetic poetika poetry poets potatoes roe shoe shoes toe toes tomatoes woe fjord'
  ).split(' '),
);
const MARKER = /oe|tj|dj|sj|kj|^nj/;

/** Does this folded word carry letters that only old spelling has? */
export function hasOldSpelling(word: string): boolean {
  return MARKER.test(word) && !FOREIGN.has(word);
}

const DIGRAPHS = /oe|tj|dj|sj|nj|ch|j/g;
const ALWAYS: Readonly<Record<string, string>> = { oe: 'u', tj: 'c', dj: 'j', sj: 'sy' };
const IN_OLD_TEXT: Readonly<Record<string, string>> = { ...ALWAYS, nj: 'ny', ch: 'kh', j: 'y' };
const DOUBLED = /([bcdfghjklmnpqrstvwxyz])\1/g;
const DOUBLED_SOUND = /(?<!n(?=gg))([bcdfghjklmnpqrstvwxyz])\1/g;

/**
 * Today's spellings of a folded word, likeliest first; none when it reads the same or is a modern word. Doubled letters were often single
 * sounds, but not always (massa), and `ngg` is two sounds (belenggoe): both ways are given.
 * A lone j, nj, ch is ambiguous (juga, panjang), so it is read as old only when the word itself, or the text around it
 * (`inOldText`), is plainly old.
 */
export function modernSpellings(word: string, inOldText = false): string[] {
  const old = hasOldSpelling(word);
  if ((!old && !inOldText) || FOREIGN.has(word)) return [];
  const modern = word.replace(DIGRAPHS, (letters) => IN_OLD_TEXT[letters] ?? letters);
  return [...new Set([modern, modern.replace(DOUBLED_SOUND, '$1')])].filter((other) => other !== word);
}

/**
 * Spelling key of a word in a person's name: oe tj dj sj ch and doubled letters are folded without further proof,
 * since in names they are variants of each other (Chairil, Khairil; Mohammad, Mohamad). Null when nothing changes.
 */
export function nameSpelling(word: string): string | null {
  const letters = hasOldSpelling(word) ? DIGRAPHS : /ch/g;
  const folded = word.replace(letters, (old) => IN_OLD_TEXT[old] ?? old).replace(DOUBLED, '$1');
  return folded === word ? null : folded;
}

/**
 * Today's words with a `y`, `ny` or `kh` that would become another word of today if it were read backwards (`raya`, `raja`), and those
 * with a lone `j`, `nj` or `ch` that would become another one if they were old. Neither stands for the other.
 */
const TWO_WORDS = new Set(
  (
    'saya raya raja baya baja maya maja layu laju bayu baju bayi baji layang lajang hayat hajat ayu aju jaya jaja menyala menjala ' +
    'pelayaran pelajaran belayar belajar mayor major jin yin jatim yatim wayah wajah puya puja tuyu tuju ' +
    'nyala njala menyaring menjaring menyamin menjamin'
  ).split(' '),
);
/** Everyday old words whose new form is meant at least as often, though both are words of today. */
const MEANT_TOO: ReadonlyMap<string, string> = new Map([['saja', 'saya']]);

const TO_OLD: Readonly<Record<string, string>> = { ny: 'nj', kh: 'ch', y: 'j' };
const TO_NEW: Readonly<Record<string, string>> = { nj: 'ny', ch: 'kh', j: 'y' };

/**
 * Other spellings of a folded word that carries no mark of its age: what it may mean if it is old (`lajar` → `layar`, `achir` → `akhir`), and
 * how the same word was written then (`layar` → `lajar`). Keys for a query beside the word as typed; never another word of today.
 */
export function unmarkedSpellings(word: string): string[] {
  const meant = MEANT_TOO.get(word);
  if (meant !== undefined) return [meant];
  if (TWO_WORDS.has(word) || FOREIGN.has(word) || hasOldSpelling(word)) return [];
  // today's j and c were dj and tj, which are marks; the old spelling knew no y
  const old = /[cj]/.test(word) ? null : word.replace(/ny|kh|y/g, (letters) => TO_OLD[letters] ?? letters);
  const modern = word.includes('y') ? null : word.replace(/nj|ch|j/g, (letters) => TO_NEW[letters] ?? letters);
  return [old, modern].filter((other): other is string => other !== null && other !== word && !TWO_WORDS.has(other));
}
