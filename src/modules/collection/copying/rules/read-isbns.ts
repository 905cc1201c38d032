import { cleanIsbn, normaliseIsbn } from '#shared/isbn';

/** What a list of ISBNs says. */
export interface IsbnsRead {
  /** With 13 figures, each once, in the order in which they stand. */
  isbns: string[];
  /** How many stood there more than once. */
  repeated: number;
  /** Lines without a valid ISBN, shortened. */
  wrong: string[];
}

const LONGEST_SHOWN = 40;

/** The ISBNs of a text, one a line, or with commas, semicolons or tabs between them. What else stands in a line is passed over. */
export function readIsbns(text: string): IsbnsRead {
  const isbns = new Set<string>();
  const wrong: string[] = [];
  let repeated = 0;
  for (const line of text.split(/[\r\n]+/)) {
    const parts = line.split(/[,;\t]/).map((part) => part.trim());
    const said = parts.filter((part) => cleanIsbn(part) !== '');
    const valid = said.map(normaliseIsbn).filter((isbn) => isbn !== null);
    if (valid.length === 0 && line.trim() !== '')
      wrong.push(
        line
          .replace(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, LONGEST_SHOWN)
          .toWellFormed(),
      );
    for (const isbn of valid) {
      if (isbns.has(isbn)) repeated += 1;
      isbns.add(isbn);
    }
  }
  return { isbns: [...isbns], repeated, wrong };
}
