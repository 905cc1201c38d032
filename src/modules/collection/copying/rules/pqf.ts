import { isbn13To10 } from '#shared/isbn';
import { plainWords, type Sought } from './sought.ts';

/** Attributes of Bib-1 for "use": ISBN, ISSN, title. */
const USE = { isbn: 7, issn: 8, title: 4 } as const;
const term = (use: number, word: string): string => `@attr 1=${use} ${word}`;

/**
 * Queries in prefix notation (PQF), the next one for where the one before found nothing; none = it is not asked for this. What was typed
 * comes as words of letters and figures alone, so that none of it can end the line, open another command or be an operator.
 */
export function pqfQueries(sought: Sought): string[] {
  switch (sought.kind) {
    case 'isbn':
      return [sought.isbn, isbn13To10(sought.isbn)].filter((isbn) => isbn !== null).map((isbn) => term(USE.isbn, isbn));
    case 'issn':
      return [term(USE.issn, sought.issn)];
    case 'words': {
      const words = plainWords(sought.text);
      if (words.length === 0) return [];
      const ands = '@and '.repeat(words.length - 1);
      return [ands + words.map((word) => term(USE.title, word)).join(' ')];
    }
  }
}

/** Where a Z39.50 server listens and which of its databases is asked. */
export interface ZAddress {
  host: string;
  port: number;
  database: string;
}

const ADDRESS = /^z3950:\/\/([a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?|\[[\da-f:]{2,39}\])(?::(\d{1,5}))?\/([\w.+-]{1,60})$/i;
const USUAL_PORT = 210;
const LAST_PORT = 65_535;

/** `z3950://host[:port]/database`, or null for what is none. */
export function readZAddress(text: string): ZAddress | null {
  const [, host, port, database] = ADDRESS.exec(text) ?? [];
  if (host === undefined || database === undefined) return null;
  const number = port === undefined ? USUAL_PORT : Number(port);
  return number >= 1 && number <= LAST_PORT ? { host, port: number, database } : null;
}
