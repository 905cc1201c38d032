/** Text of MARC subfields without the ISBD punctuation that only separates one subfield from the next. */

// A full stop belongs to an initial ("A.", "S.l.") or to one of these; elsewhere it ends the field.
const ABBREVIATIONS =
  /(?:^|[\s.(\p{Pd}])(?:\p{L}|jr|sr|dr|drs|dra|ir|prof|st|dkk|dll|dsb|hlm|hal|ed|rev|cet|vol|jil|no|co|inc|ltd|corp|bros|dept|ph\.d|h\.c|etc|al)\.$/iu;
const NON_SORTING = /[\u0098\u009c]/g;

/** White space folded, control characters for non-sorting removed. */
export const tidy = (text: string): string => text.replace(NON_SORTING, '').replace(/\s+/g, ' ').trim();

// "=" and "+" may belong to a word ("C++"), so they separate only after a blank.
const SEPARATORS = /(?:\s+[/:;,=+]+|[/:;,])+\s*$/;

/** Without a separator at the end (" /", " :", " ;", ",", " =", " +") and without the full stop that ends a field. */
export const trimIsbd = (text: string): string => {
  let trimmed = tidy(text).replace(SEPARATORS, '');
  if (trimmed.endsWith('.') && !trimmed.endsWith('..') && !ABBREVIATIONS.test(trimmed)) trimmed = trimmed.slice(0, -1);
  return trimmed.trimEnd();
};

/** The sign at the end that `trimIsbd` takes away: a separator (" /", ","), else the full stop that ends a field, else nothing. */
export const endingOf = (text: string): string => {
  const whole = tidy(text);
  return SEPARATORS.exec(whole)?.[0] ?? (trimIsbd(whole) === whole ? '' : '.');
};

/** As `trimIsbd`, and without the square brackets of what the cataloguer supplied. */
export const trimSupplied = (text: string): string =>
  trimIsbd(
    trimIsbd(text)
      .replace(/^\[(.*)\]$/, '$1')
      .replace(/^\[(?=[^\]]*$)|(?<=^[^[]*)\]$/g, ''),
  );

/**
 * A title without its article for sorting. The indicator counts characters with their diacritics apart, as MARC-8 did,
 * so the cut is moved back where it would fall into a word, and not made where no word ends near it.
 */
export const withoutArticle = (title: string, indicator: string): string => {
  const stated = Number(indicator);
  if (!(stated > 0)) return title;
  for (const cut of [stated, stated - 1]) {
    if (cut > 0 && /[^\p{L}\p{N}]/u.test(title.charAt(cut - 1)) && title.length > cut) {
      return title.slice(cut).replace(/^[\s"'([\u2018\u201c]+/u, '');
    }
  }
  return title;
};
