/** The boxes of an advanced search. */
export interface QueryParts {
  all?: string | undefined;
  title?: string | undefined;
  author?: string | undefined;
  subject?: string | undefined;
  publisher?: string | undefined;
  series?: string | undefined;
  isbn?: string | undefined;
}

const FIELDS = ['title', 'author', 'subject', 'publisher', 'series'] as const;
/** Names of the fields as people of each language type them; the query language knows both. */
const NAMES: Record<'id' | 'en', Record<(typeof FIELDS)[number], string>> = {
  id: { title: 'judul', author: 'pengarang', subject: 'subjek', publisher: 'penerbit', series: 'seri' },
  en: { title: 'title', author: 'author', subject: 'subject', publisher: 'publisher', series: 'series' },
};

/** Phrases and single words of a box, each of which gets the field's name before it. */
const PIECE = /"[^"]*"?|\S+/g;

/**
 * One line of the query language (parse-query.ts) for the boxes of an advanced search:
 * `{ title: 'bumi manusia', author: 'toer' }` → `title:bumi title:manusia author:toer`.
 * @param language of the reader who will see it
 */
export function composeQuery(parts: QueryParts, language: 'id' | 'en' = 'en'): string {
  const limited = FIELDS.flatMap((field) =>
    [...(parts[field] ?? '').matchAll(PIECE)].map(([piece]) => `${NAMES[language][field]}:${piece}`),
  );
  const isbn = (parts.isbn ?? '').replace(/[^\dXx]/g, '');
  return [parts.all?.trim() ?? '', ...limited, isbn === '' ? '' : `isbn:${isbn}`].filter(Boolean).join(' ');
}
