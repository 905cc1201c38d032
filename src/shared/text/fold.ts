/**
 * Folding: the one way in which this system makes text comparable. Lower case, no diacritics, no apostrophes
 * (Qur'an = Quran, Jum'at = Jumat), so that what people type without care meets what was catalogued with care.
 * Nothing folded is ever shown or stored in place of the text itself.
 */
const APOSTROPHES = /['`´‘’‛ʹʻʼʽʾʿˈ′＇]/g;
const NOT_ASCII = /[^\0-\x7f]/;
/** Latin diacritics, and Arabic vowel signs with the tatweel; the signs of other scripts belong to their letters. */
const DIACRITICS = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g;
/** Letters that have no canonical decomposition. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ŋ: 'ng',
};
const SPECIAL_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Folds a text; spaces and punctuation other than apostrophes stay. `fold("Al-Qur'an")` is `al-quran`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!NOT_ASCII.test(lower))
    return lower.includes("'") || lower.includes('`') ? lower.replace(APOSTROPHES, '') : lower;
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(DIACRITICS, '')
    .replace(APOSTROPHES, '')
    .replace(SPECIAL_LETTERS, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/**
 * The words of a text, folded and joined by one space: a key for "the same title" or "the same heading".
 * `foldedKey('Sejarah Blitar : 1945–1950')` is `sejarah blitar 1945 1950`.
 */
export function foldedKey(text: string): string {
  return (fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join(' ');
}
