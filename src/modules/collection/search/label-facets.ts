import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import type { Facets, FacetValue } from './rules/count-facets.ts';

/** A facet's value with the words for it in the reader's language. */
export interface LabelledValue extends FacetValue {
  label: string;
}
/** What is counted beside the index: results that are read on a screen, without a copy. */
interface Counted extends Facets {
  readable: number;
}
export type LabelledFacets = {
  [K in keyof Counted]: Counted[K] extends FacetValue[] ? LabelledValue[] : Counted[K];
};

const languageNames: Readonly<Record<Locale, Intl.DisplayNames>> = {
  id: new Intl.DisplayNames('id', { type: 'language', fallback: 'none' }),
  en: new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }),
};

/** Names that were looked up before: a page of results names each of its languages. Codes have three letters, so there are never many. */
const named: Readonly<Record<Locale, Map<string, string>>> = { id: new Map(), en: new Map() };

/** The name of a language by its MARC code (`jav` → Jawa); the code itself where it is not known. */
export function languageName(code: string, locale: Locale): string {
  const known = named[locale].get(code);
  if (known !== undefined) return known;
  const name = nameOf(code, locale);
  if (code.length === 3) named[locale].set(code, name);
  return name;
}

function nameOf(code: string, locale: Locale): string {
  try {
    return languageNames[locale].of(code) ?? code;
  } catch {
    return code;
  }
}

const fromMessages =
  (kind: string, locale: Locale) =>
  (value: string): string =>
    sentenceOf('search', `${kind}.${value}`, {}, locale) ?? value;

/** @param libraryName the name of a library by its id, as text */
export function labelFacets(facets: Counted, locale: Locale, libraryName: (id: string) => string): LabelledFacets {
  const label = (values: readonly FacetValue[], words: (value: string) => string): LabelledValue[] =>
    values.map((value) => ({ ...value, label: words(value.value) }));
  const same = (value: string): string => value;
  return {
    library: label(facets.library, libraryName),
    material: label(facets.material, fromMessages('material', locale)),
    audience: label(facets.audience, fromMessages('audience', locale)),
    language: label(facets.language, (code) => languageName(code, locale)),
    decade: label(facets.decade, (year) => m.search_decade({ from: year, to: String(Number(year) + 9) }, { locale })),
    author: label(facets.author, same),
    subject: label(facets.subject, same),
    ddc: label(facets.ddc, fromMessages('ddc', locale)),
    available: facets.available,
    readable: facets.readable,
  };
}
