import { endingOf } from '#shared/marc/isbd-text';
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
/** After these no full stop follows ("dia?"), nor a comma after the hyphen of open dates ("1961-"). */
const needsNo = (sign: string, text: string): boolean =>
  text.endsWith(sign) ||
  (sign === '.' && /[.?!\u2026]["'\u201d\u2019]*$/.test(text)) ||
  (/^[.,]$/.test(sign) && text.endsWith('-'));

/**
 * Puts the signs between the subfields of a field that was edited: "Judul :" "anak judul /" "pengarang". Only where something
 * was edited, came or went: all other subfields stay as they were, also where they lack a sign. Fields of records without ISBD
 * punctuation (leader/18 = c) are not to be given here.
 * @param before the subfields before the edit; those that stayed are the same objects
 */
export function punctuate(
  tag: string,
  before: readonly MarcSubfield[],
  edited: readonly MarcSubfield[],
): MarcSubfield[] {
  return edited.map((subfield, i) => {
    const next = edited[i + 1];
    const sign = next ? signBefore(tag, subfield, next) : null;
    const was = before.indexOf(subfield);
    const isNew = was === -1;
    const hasOtherNext = before.length !== edited.length && before[was + 1] !== next;
    if (sign === null || !(isNew || hasOtherNext)) return subfield;
    const bare = subfield.value.trimEnd();
    if (needsNo(sign, bare)) return subfield;
    const ending = endingOf(bare);
    const text = ending !== '' && bare.endsWith(ending) ? bare.slice(0, -ending.length) : bare;
    return needsNo(sign, text) ? { ...subfield, value: text } : { code: subfield.code, value: text + sign };
  });
}

/** A changed text with the sign that ended the old one. */
export const keepEnding = (old: string, text: string): string => {
  const ending = endingOf(old);
  return ending === '' || needsNo(ending, text) ? text : text + ending;
};
