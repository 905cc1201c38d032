import { numberKey } from '../words/number-key.ts';

/** A field that a word of a query may be limited to. */
export type QueryField = 'title' | 'author' | 'subject' | 'publisher' | 'series' | 'isbn';

/** One part of a query: words in any order, or a phrase, wanted or unwanted, in one field or in any. */
export interface Clause {
  kind: 'words' | 'phrase' | 'isbn';
  /** The text as typed; for `isbn` the key of the number (number-key.ts). */
  text: string;
  field: QueryField | null;
  excluded: boolean;
}

const FIELDS: Readonly<Record<string, QueryField>> = {
  title: 'title',
  judul: 'title',
  author: 'author',
  pengarang: 'author',
  penulis: 'author',
  subject: 'subject',
  subjek: 'subject',
  publisher: 'publisher',
  penerbit: 'publisher',
  series: 'series',
  seri: 'series',
  isbn: 'isbn',
};
/** No person types more, and each word costs: what is longer is refused before it comes here. */
export const LONGEST_QUERY = 400;
const PIECES = /([-−–]?)(?:(\p{L}+):)?(?:["“”„]([^"“”„]*)(?:["“”„]|$)|([^\s"“”„]+))/gu;
const ISBN_IN_TEXT =
  /(?<![\p{L}\p{N}])(?:isbn:?\s*)?(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\p{L}\p{N}])/giu;

/**
 * Reads a query: words, `"a phrase"`, `-unwanted`, `title:word` or `judul:"a phrase"` (author/pengarang, subject/subjek,
 * publisher/penerbit, series/seri, isbn), and ISBNs with or without hyphens. Never throws; what it cannot read is words.
 */
export function parseQuery(query: string): Clause[] {
  const clauses: Clause[] = [];
  const plain: string[] = [];
  const text = query.slice(0, LONGEST_QUERY).replace(ISBN_IN_TEXT, (digits) => {
    const spacedYears = /\d{4} \d{4}/.test(digits) && !/97[89]/.test(digits);
    return spacedYears ? digits : ` isbn:${digits.replace(/[^\dXx]/g, '')} `;
  });
  for (const match of text.matchAll(PIECES)) {
    const [whole, minus = '', prefix = '', quoted, bare = ''] = match;
    const startsWord = match.index === 0 || /\s/.test(text.charAt(match.index - 1));
    const field = FIELDS[prefix.toLowerCase()] ?? null;
    const excluded = minus !== '' && startsWord;
    if (field === null && prefix !== '') {
      const rest = quoted ?? bare;
      push(clauses, plain, { kind: 'words', text: `${prefix} ${rest}`, field, excluded });
    } else if (field === 'isbn') {
      const key = numberKey(quoted ?? bare);
      if (key !== '') clauses.push({ kind: 'isbn', text: key, field, excluded });
    } else if (quoted !== undefined) {
      if (quoted.trim() !== '') clauses.push({ kind: 'phrase', text: quoted, field, excluded });
    } else {
      const kept = excluded || field !== null ? bare : whole;
      push(clauses, plain, { kind: 'words', text: kept, field, excluded });
    }
  }
  // words without field or sign stay together: "di bawah" and "R. A." are read as one only side by side
  if (plain.length > 0) clauses.unshift({ kind: 'words', text: plain.join(' '), field: null, excluded: false });
  return clauses;
}

function push(clauses: Clause[], plain: string[], clause: Clause): void {
  if (clause.field === null && !clause.excluded) plain.push(clause.text);
  else clauses.push(clause);
}
