import { z } from 'zod';
import { normaliseIsbn } from '#shared/isbn';
import { languageCode, listOf, saidOf, withoutTags, yearIn, type BookSaid } from './book-said.ts';
import { plainWords, type Sought } from './sought.ts';

const identifier = z.object({ type: z.string(), identifier: z.string() });

/** A volume as the Books API v1 documents it (`volumes#resource`); whatever is not as documented counts as not said. */
const volume = z.object({
  volumeInfo: z.object({
    title: z.string(),
    subtitle: z.string().catch(''),
    authors: listOf(z.string()),
    publisher: z.string().catch(''),
    publishedDate: z.string().catch(''),
    description: z.string().catch(''),
    industryIdentifiers: listOf(identifier),
    pageCount: z.number().int().min(1).max(99_999).nullable().catch(null),
    categories: listOf(z.string()),
    imageLinks: z
      .object({
        thumbnail: z.string().optional().catch(undefined),
        smallThumbnail: z.string().optional().catch(undefined),
      })
      .catch({}),
    language: z.string().catch(''),
  }),
});
const volumes = z.object({ totalItems: z.number(), items: listOf(volume) });

const MOST_SUBJECTS = 5;

/** The parameter `q` of a question; null = it is not asked for this. Words stand each by itself in the title. */
export function googleQuery(sought: Sought): string | null {
  if (sought.kind === 'isbn') return `isbn:${sought.isbn}`;
  if (sought.kind === 'issn') return null;
  const words = plainWords(sought.text);
  return words.length === 0 ? null : words.map((word) => `intitle:${word}`).join(' ');
}

/** Their addresses begin with http; the same pictures stand at https. */
const secure = (address: string): string => address.replace(/^http:\/\//, 'https://');

/** What Google Books says; undefined = this is no answer of it. */
export function readGoogleBooks(answer: unknown): BookSaid[] | undefined {
  const read = volumes.safeParse(answer);
  if (!read.success) return undefined;
  return read.data.items.map(({ volumeInfo: info }) => {
    const numbers = info.industryIdentifiers.filter(({ type }) => type === 'ISBN_13' || type === 'ISBN_10');
    const isbns = numbers.map(({ identifier: text }) => normaliseIsbn(text)).filter((isbn) => isbn !== null);
    const cover = info.imageLinks.thumbnail ?? info.imageLinks.smallThumbnail;
    return saidOf({
      title: info.title,
      subtitle: info.subtitle,
      authors: [...new Set(info.authors)],
      isbns: [...new Set(isbns)],
      publisher: info.publisher,
      date: yearIn(info.publishedDate),
      extent: info.pageCount === null ? '' : `${info.pageCount} hlm`,
      subjects: [...new Set(info.categories)].slice(0, MOST_SUBJECTS),
      summary: withoutTags(info.description),
      language: languageCode(info.language),
      cover: cover === undefined ? null : secure(cover),
    });
  });
}
