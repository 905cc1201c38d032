import { z } from 'zod';
import { normaliseIsbn } from '#shared/isbn';
import { languageCode, listOf, saidOf, withoutTags, type BookSaid } from './book-said.ts';
import { plainWords, type Sought } from './sought.ts';

/** What is a book there; articles and chapters are none of ours. */
const BOOKS = ['book', 'monograph', 'edited-book', 'reference-book'] as const;

/** The path and the parameters of a question (REST API of Crossref, `/journals/{issn}`, `/works`); null = it is not asked for this. */
export function crossrefQuestion(
  sought: Sought,
  most: number,
): { path: string; parameters: Record<string, string> } | null {
  const types = BOOKS.map((type) => `type:${type}`);
  switch (sought.kind) {
    case 'issn':
      return { path: `/journals/${sought.issn}`, parameters: {} };
    case 'isbn':
      return {
        path: '/works',
        parameters: { filter: [`isbn:${sought.isbn}`, ...types].join(','), rows: String(most) },
      };
    case 'words': {
      const words = plainWords(sought.text);
      if (words.length === 0) return null;
      return {
        path: '/works',
        parameters: { 'query.title': words.join(' '), filter: types.join(','), rows: String(most) },
      };
    }
  }
}

const journal = z.object({
  message: z.object({
    title: z.string(),
    publisher: z.string().catch(''),
    subjects: listOf(z.object({ name: z.string() })),
  }),
});
const person = z.object({ given: z.string().catch(''), family: z.string().catch(''), name: z.string().catch('') });
const part = z.number().int();
const work = z.object({
  title: listOf(z.string()),
  subtitle: listOf(z.string()),
  author: listOf(person),
  editor: listOf(person),
  publisher: z.string().catch(''),
  'publisher-location': z.string().catch(''),
  issued: z.object({ 'date-parts': listOf(listOf(part)) }).catch({ 'date-parts': [] }),
  ISBN: listOf(z.string()),
  subject: listOf(z.string()),
  abstract: z.string().catch(''),
  language: z.string().catch(''),
});
const works = z.object({ message: z.object({ items: z.array(z.unknown()) }) });

const MOST_SUBJECTS = 5;

/** What Crossref says of a journal; undefined = this is no answer of it. */
export function readJournal(answer: unknown, issn: string): BookSaid[] | undefined {
  const read = journal.safeParse(answer);
  if (!read.success) return undefined;
  const { title, publisher, subjects } = read.data.message;
  return [saidOf({ title, issn, publisher, subjects: subjects.slice(0, MOST_SUBJECTS).map(({ name }) => name) })];
}

/** What it says of books; a work without a title is none. undefined = this is no answer of it. */
export function readWorks(answer: unknown): BookSaid[] | undefined {
  const read = works.safeParse(answer);
  if (!read.success) return undefined;
  return read.data.message.items.flatMap((item): BookSaid[] => {
    const one = work.safeParse(item);
    const title = withoutTags(one.data?.title[0] ?? '');
    if (!one.success || title === '') return [];
    const { data } = one;
    const people = data.author.length > 0 ? data.author : data.editor;
    const names = people.map(({ given, family, name }) => name || [given, family].filter(Boolean).join(' '));
    // an ISBN comes as a bare number or as an address that ends with it
    const isbns = data.ISBN.map((text) => normaliseIsbn(text.slice(text.lastIndexOf('/') + 1)));
    const year = data.issued['date-parts'][0]?.[0];
    return [
      saidOf({
        title,
        subtitle: withoutTags(data.subtitle[0] ?? ''),
        authors: [...new Set(names.filter((name) => name !== ''))],
        isbns: [...new Set(isbns.filter((isbn) => isbn !== null))],
        publisher: data.publisher,
        place: data['publisher-location'],
        date: year === undefined ? '' : String(year),
        subjects: data.subject.slice(0, MOST_SUBJECTS),
        summary: withoutTags(data.abstract),
        language: languageCode(data.language),
      }),
    ];
  });
}
