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

/**
 * Today's spelling of a folded word, or null when it reads the same or is a modern word.
 * A lone j, nj, ch and doubled letters are ambiguous (juga, panjang, massa), so they are read as old only when the
 * word itself, or the text around it (`inOldText`), is plainly old.
 */
export function modernSpelling(word: string, inOldText = false): string | null {
  const old = hasOldSpelling(word);
  if ((!old && !inOldText) || FOREIGN.has(word)) return null;
  const modern = word.replace(DIGRAPHS, (letters) => IN_OLD_TEXT[letters] ?? letters).replace(DOUBLED, '$1');
  return modern === word ? null : modern;
}

/**
 * Spelling key of a word in a person's name: oe tj dj sj ch and doubled letters are folded without further proof,
 * since in names they are variants of each other (Chairil, Khairil; Mohammad, Mohamad). Null when nothing changes.
 */
export function nameSpelling(word: string): string | null {
  if (hasOldSpelling(word)) return modernSpelling(word);
  const folded = word.replace(/ch/g, 'kh').replace(DOUBLED, '$1');
  return folded === word ? null : folded;
}

/**
 * Everyday words whose old form carries no mark of its own; asked for alone they may mean either.
 * Keyed by the old form.
 */
const UNMARKED: ReadonlyMap<string, string> = new Map([
  ['saja', 'saya'],
  ['jang', 'yang'],
  ['kaja', 'kaya'],
  ['banjak', 'banyak'],
  ['punja', 'punya'],
  ['hanja', 'hanya'],
  ['tanja', 'tanya'],
  ['pajah', 'payah'],
  ['wajang', 'wayang'],
  ['sajang', 'sayang'],
  ['bahaja', 'bahaya'],
  ['budaja', 'budaya'],
  ['kebudajaan', 'kebudayaan'],
  ['rakjat', 'rakyat'],
  ['achir', 'akhir'],
  ['achlak', 'akhlak'],
  ['jogja', 'yogya'],
  ['jogjakarta', 'yogyakarta'],
]);

/** What an unmarked word may mean in today's spelling (`saja` → `saya`), or null. */
export function unmarkedOldSpelling(word: string): string | null {
  return UNMARKED.get(word) ?? null;
}
