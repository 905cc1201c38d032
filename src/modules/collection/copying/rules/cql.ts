/** Longer words nobody types, and some servers cut long addresses. */
const LONGEST_TERM = 200;

/**
 * A term of CQL between quotes: what was typed is only ever words. Quotes and backslashes are escaped; signs that would be wildcards, and
 * control characters, say nothing of a book and become blanks.
 */
export const cqlTerm = (text: string): string =>
  `"${text
    .slice(0, LONGEST_TERM)
    .toWellFormed()
    .replace(/[\p{Cc}*?^]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/["\\]/g, '\\$&')}"`;

/** Is it the name of an index (`bath.isbn`, `dc.title`)? It stands in the query as it is. */
export const isCqlIndex = (text: string): boolean => /^[a-z][\w-]{0,30}(?:\.[a-z][\w-]{0,30})?$/i.test(text);

/** The index of ISSNs of a catalogue that calls that of ISBNs so; null = its name does not say. */
export const issnIndexOf = (isbnIndex: string): string | null =>
  /isbn/i.test(isbnIndex) ? isbnIndex.replace(/isbn/i, 'issn') : null;

/** The query for a number, or for a title with all the words. */
export const cqlOf = (index: string, term: string, relation: '=' | 'all'): string =>
  `${index}${relation === '=' ? '=' : ' all '}${cqlTerm(term)}`;

/** The address of a searchRetrieve request (SRU 1.1, 1.2); what stands in the address already stays. */
export function searchRetrieveUrl(
  address: string,
  request: { version: string; query: string; schema: string; most: number },
): URL {
  const url = new URL(address);
  const said = {
    operation: 'searchRetrieve',
    version: request.version,
    query: request.query,
    startRecord: '1',
    maximumRecords: String(request.most),
    recordPacking: 'xml',
    recordSchema: request.schema,
  };
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  url.hash = '';
  return url;
}
