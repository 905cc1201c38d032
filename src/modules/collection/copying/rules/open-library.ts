import { z } from 'zod';
import { listOf, saidOf, yearIn, type BookSaid } from './book-said.ts';

const named = z.object({ name: z.string() });
/** A book as the Books API of Open Library says it (`jscmd=data`); whatever is not as documented counts as not said. */
const book = z.object({
  title: z.string(),
  subtitle: z.string().catch(''),
  authors: listOf(named),
  publishers: listOf(named),
  publish_places: listOf(named),
  publish_date: z.string().catch(''),
  number_of_pages: z.number().int().min(1).max(99_999).nullable().catch(null),
  pagination: z.string().catch(''),
  subjects: listOf(named),
  cover: z.object({ large: z.string() }).nullable().catch(null),
  classifications: z.object({ dewey_decimal_class: listOf(z.string()) }).catch({ dewey_decimal_class: [] }),
});

const MOST_SUBJECTS = 5;

/** What Open Library says of an ISBN: null = it knows none; undefined = this is no answer of it. */
export function readOpenLibrary(answer: unknown, key: string): BookSaid | null | undefined {
  const all = z.record(z.string(), z.unknown()).safeParse(answer);
  if (!all.success) return undefined;
  const found = all.data[key];
  if (found === undefined) return null;
  const read = book.safeParse(found);
  if (!read.success) return undefined;
  const { data } = read;
  const [publisher] = data.publishers;
  const [place] = data.publish_places;
  const pages = data.number_of_pages === null ? '' : `${data.number_of_pages} hlm`;
  return saidOf({
    title: data.title,
    subtitle: data.subtitle,
    authors: [...new Set(data.authors.map(({ name }) => name))],
    publisher: publisher?.name ?? '',
    place: place?.name ?? '',
    date: yearIn(data.publish_date),
    extent: data.pagination || pages,
    ddc: data.classifications.dewey_decimal_class[0] ?? '',
    subjects: data.subjects.slice(0, MOST_SUBJECTS).map(({ name }) => name),
    cover: data.cover?.large ?? null,
  });
}
