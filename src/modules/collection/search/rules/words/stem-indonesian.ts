/**
 * Light stemmer for Indonesian: the rules of F. Z. Tala (2003) in the form that the Snowball project and PostgreSQL's
 * `indonesian` dictionary use, so that a search needs no trip to the database to stem a word. Words of the kind that the
 * rules get wrong are listed in stem-exceptions.ts.
 */
const VOWEL = /[aeiou]/;
const VOWELS = /[aeiou]/g;

/** Which kind of prefix was taken off; some suffixes are kept after some prefixes. */
type Prefix = 'none' | 'di-me-ter' | 'ke-pe' | 'per' | 'ber';

interface Stemming {
  word: string;
  /** Vowels left, Tala's measure of length: nothing is taken from a word of two. */
  measure: number;
  prefix: Prefix;
}

/** Stems one folded word: `perpustakaan` → `pustaka`, `menggambar` → `gambar`. Words of up to two vowels come back as they are. */
export function stemIndonesian(input: string): string {
  const state: Stemming = { word: input, measure: input.match(VOWELS)?.length ?? 0, prefix: 'none' };
  if (state.measure <= 2) return input;
  dropEnding(state, /(kah|lah|pun)$/);
  if (state.measure <= 2) return state.word;
  dropEnding(state, /(ku|mu|nya)$/);
  if (state.measure <= 2) return state.word;
  if (dropFirstPrefix(state)) {
    const dropped = state.measure > 2 && dropSuffix(state);
    if (dropped && state.measure > 2) dropSecondPrefix(state);
  } else {
    dropSecondPrefix(state);
    if (state.measure > 2) dropSuffix(state);
  }
  return state.word;
}

function dropEnding(state: Stemming, ending: RegExp): void {
  const shorter = state.word.replace(ending, '');
  if (shorter === state.word) return;
  state.word = shorter;
  state.measure--;
}

function take(state: Stemming, length: number, prefix: Prefix, instead = ''): true {
  state.word = instead + state.word.slice(length);
  state.measure--;
  state.prefix = prefix;
  return true;
}

function dropFirstPrefix(state: Stemming): boolean {
  const { word } = state;
  const vowelAt = (index: number): boolean => VOWEL.test(word.charAt(index));
  if (word.startsWith('meny') && vowelAt(4)) return take(state, 4, 'di-me-ter', 's');
  if (word.startsWith('peny') && vowelAt(4)) return take(state, 4, 'ke-pe', 's');
  if (word.startsWith('meng')) return take(state, 4, 'di-me-ter');
  if (word.startsWith('peng')) return take(state, 4, 'ke-pe');
  if (word.startsWith('mem')) return take(state, 3, 'di-me-ter', vowelAt(3) ? 'p' : '');
  if (word.startsWith('pem')) return take(state, 3, 'ke-pe', vowelAt(3) ? 'p' : '');
  if (word.startsWith('men') || word.startsWith('ter')) return take(state, 3, 'di-me-ter');
  if (word.startsWith('pen')) return take(state, 3, 'ke-pe');
  if (word.startsWith('di') || word.startsWith('me')) return take(state, 2, 'di-me-ter');
  if (word.startsWith('ke')) return take(state, 2, 'ke-pe');
  return false;
}

function dropSecondPrefix(state: Stemming): void {
  const { word } = state;
  if (word.startsWith('pelajar')) take(state, 3, state.prefix);
  else if (word.startsWith('per')) take(state, 3, 'per');
  else if (word.startsWith('pe')) take(state, 2, 'per');
  else if (word.startsWith('belajar') || word.startsWith('ber')) take(state, 3, 'ber');
  else if (/^be[^aeiou]er/.test(word)) take(state, 2, 'ber');
}

function dropSuffix(state: Stemming): boolean {
  const { word, prefix } = state;
  let length = 0;
  if (word.endsWith('kan') && prefix !== 'ke-pe' && prefix !== 'per') length = 3;
  else if (word.endsWith('an') && prefix !== 'di-me-ter') length = 2;
  else if (word.endsWith('i') && !word.endsWith('si') && prefix !== 'ke-pe' && prefix !== 'ber') length = 1;
  if (length === 0) return false;
  state.word = word.slice(0, -length);
  state.measure--;
  return true;
}
