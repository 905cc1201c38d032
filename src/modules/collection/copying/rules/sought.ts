/** What is looked for: an ISBN with its 13 figures, an ISSN (`1234-567X`), or words of a title. */
export type Sought = { kind: 'isbn'; isbn: string } | { kind: 'issn'; issn: string } | { kind: 'words'; text: string };

/** Longer words nobody types, and some servers cut long questions. */
const LONGEST_TERM = 200;
/** Of a title that was typed: more words make no difference to what is found. */
const MOST_WORDS = 10;

/** What was typed as words of letters and figures alone: no sign is left of which a query could be made. */
export const plainWords = (text: string): string[] =>
  (
    text
      .slice(0, LONGEST_TERM)
      .toWellFormed()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  ).slice(0, MOST_WORDS);
