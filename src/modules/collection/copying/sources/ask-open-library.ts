import { formToMarc, newRecord } from '#modules/collection/catalog';
import { readOutgoing } from '#platform/sending/read-outgoing';
import { isIndonesianIsbn } from '#shared/isbn';
import { isControlField, type MarcRecord } from '#shared/marc/record';
import type { RecordSource } from '../client.ts';
import type { Sought } from '../rules/cql.ts';
import { readOpenLibrary, type BookSaid } from '../rules/open-library.ts';
import { troubleOf, type AskLimits, type SourceAnswer } from './answer.ts';

/** Place and language of 008 (15-17, 35-37) are not known of books from elsewhere. */
const unplaced = (marc: MarcRecord): MarcRecord => ({
  ...marc,
  fields: marc.fields.map((field) =>
    isControlField(field) && field.tag === '008'
      ? { ...field, value: `${field.value.slice(0, 15)}xx ${field.value.slice(18, 35)}und${field.value.slice(38)}` }
      : field,
  ),
});

function marcOf(said: BookSaid, isbn: string, day: string): MarcRecord {
  const blank = newRecord('buku', day);
  const [author, ...others] = said.authors;
  return formToMarc(isIndonesianIsbn(isbn) ? blank : unplaced(blank), 'buku', {
    title: [{ value: said.title }],
    subtitle: [{ value: said.subtitle }],
    author: [{ name: author ?? '' }],
    people: others.map((name) => ({ name })),
    isbn: [{ value: isbn }],
    place: [{ value: said.place }],
    publisher: [{ value: said.publisher }],
    date: [{ value: said.date }],
    extent: [{ value: said.extent }],
    ddc: [{ value: said.ddc }],
    subjects: said.subjects.map((name) => ({ name })),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Asks Open Library (Books API) for one ISBN. For words it is not asked: what it knows of those are works, not books with a number of
 * pages. Never throws for what it does.
 * @param day of today, `YYYY-MM-DD`
 */
export async function askOpenLibrary(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  if (sought.kind === 'words') return { unasked: true };
  const key = `ISBN:${sought.isbn}`;
  const url = new URL(source.address);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/books`;
  url.search = new URLSearchParams({ bibkeys: key, format: 'json', jscmd: 'data' }).toString();
  const found = await readOutgoing(url, { named: limits.named, patience: limits.patience, most: limits.mostBytes });
  if ('trouble' in found) return troubleOf(found);
  const said = readOpenLibrary(parsed(found.body.toString('utf8')), key);
  if (said === undefined) return { trouble: 'not_json' };
  return { records: said === null ? [] : [marcOf(said, sought.isbn, day)] };
}
