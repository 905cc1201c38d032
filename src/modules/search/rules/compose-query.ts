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

/** Phrases and single words of a box, each of which gets the field's name before it. */
const PIECE = /"[^"]*"?|\S+/g;

/**
 * One line of the query language (parse-query.ts) for the boxes of an advanced search:
 * `{ title: 'bumi manusia', author: 'toer' }` → `title:bumi title:manusia author:toer`.
 */
export function composeQuery(parts: QueryParts): string {
  const limited = (['title', 'author', 'subject', 'publisher', 'series'] as const).flatMap((field) =>
    [...(parts[field] ?? '').matchAll(PIECE)].map(([piece]) => `${field}:${piece}`),
  );
  const isbn = (parts.isbn ?? '').replace(/[^\dXx]/g, '');
  return [parts.all?.trim() ?? '', ...limited, isbn === '' ? '' : `isbn:${isbn}`].filter(Boolean).join(' ');
}
