import { foldedKey } from '#shared/text/fold';

/** A name without what stands before and behind it: "Drs. Bambang Sutrisno, M.Si." is "bambang sutrisno". */
const bare = (name: string): string =>
  foldedKey(
    (name.split(',')[0] ?? '')
      .split(/\s+/)
      .filter((word) => !word.endsWith('.'))
      .join(' '),
  );

/** Whether two names are of the same person, as far as words tell: degrees and titles are left out. */
export const isSameName = (one: string, other: string): boolean => bare(one) !== '' && bare(one) === bare(other);
