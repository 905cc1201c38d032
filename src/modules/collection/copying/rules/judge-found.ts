import type { DerivedBib } from '#shared/marc/derived-bib';
import { compareFields } from './pick-fields.ts';

/** A title as other catalogues have it. */
interface Title {
  records: readonly { derived: DerivedBib }[];
  /** Our own catalogue has it, or may have it. */
  here: unknown;
}

/** What must be the same everywhere for nobody to have to look: which book it is, and which edition. */
const TELLING = new Set<string>(['title', 'publication']);

/**
 * What is made of what others have of an ISBN: `found` where it is one title, under this very number, that nobody here has and of which all say
 * the same; `maybe` where somebody has to look.
 */
export function judgeFound<T extends Title>(
  titles: readonly T[],
  isbn: string,
): { state: 'nothing' } | { state: 'found' | 'maybe'; title: T } {
  const meant = titles.filter(({ records }) => records.some(({ derived }) => derived.isbns.includes(isbn)));
  const [title] = meant.length > 0 ? meant : titles;
  if (!title) return { state: 'nothing' };
  const differ = compareFields(title.records.map(({ derived }) => derived)).some(
    ({ key, agree }) => TELLING.has(key) && !agree,
  );
  const sure = meant.length === 1 && !differ && title.here === null;
  return { state: sure ? 'found' : 'maybe', title };
}
