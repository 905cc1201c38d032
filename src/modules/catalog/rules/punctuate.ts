import type { MarcSubfield } from '#shared/marc/record';

/** The sign that ISBD puts before a subfield, by tag. Source: ISBD consolidated edition, areas 1, 2, 4, 5, 6. */
const SIGNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '245': { b: ' :', c: ' /', n: '.', p: ',' },
  '250': { b: ' /' },
  '260': { a: ' ;', b: ' :', c: ',' },
  '264': { a: ' ;', b: ' :', c: ',' },
  '300': { b: ' :', c: ' ;', e: ' +' },
  '490': { v: ' ;', x: ',' },
  '100': { d: ',', e: ',' },
  '110': { b: '.', e: ',' },
  '700': { d: ',', e: ',' },
  '710': { b: '.', e: ',' },
};
/** 245 $n and $p: a full stop before $n, a comma before a $p that follows $n, else a full stop. */
const signBefore = (tag: string, previous: MarcSubfield, next: MarcSubfield): string | null => {
  if (tag === '245' && next.code === 'p') return previous.code === 'n' ? ',' : '.';
  return SIGNS[tag]?.[next.code] ?? null;
};
const ENDING = /(?:\s+[:;/=+]|\s*[:;/,])+\s*$|(?<=[^.])\.$/;

/**
 * Puts the signs between the subfields of a field that was edited: "Judul :" "anak judul /" "pengarang". A sign that is there
 * already stays as it is; fields of records without ISBD punctuation (leader/18 = c) are not to be given here.
 */
export function punctuate(tag: string, subfields: readonly MarcSubfield[]): MarcSubfield[] {
  return subfields.map((subfield, i) => {
    const next = subfields[i + 1];
    const sign = next ? signBefore(tag, subfield, next) : null;
    if (sign === null) return subfield;
    const bare = subfield.value.trimEnd();
    // a hyphen of open dates ("1961-") needs no comma
    if (bare.endsWith(sign) || (sign === ',' && bare.endsWith('-'))) return subfield;
    return { code: subfield.code, value: bare.replace(ENDING, '') + sign };
  });
}

/** A changed text with the sign that ended the old one. */
export const keepEnding = (old: string, text: string): string => {
  const ending = ENDING.exec(old)?.[0] ?? '';
  return text.endsWith(ending) ? text : text + ending;
};
