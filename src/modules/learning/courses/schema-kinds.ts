import { z } from 'zod';
import { callNumberSortKey } from '#modules/collection/catalog';
import { id } from '#platform/requests/bounds';
import { WORK_PARTS } from './rules/tasks.ts';

const text = (most: number) => z.string().trim().max(most);
const words = (most: number) => z.object({ id: text(most).min(1), en: text(most).default('') });
const callNumber = text(60).refine((one) => callNumberSortKey(one) !== null, 'required');

/** Each stands behind the one before, as on a shelf. */
const isInOrder = (drawn: readonly string[]): boolean =>
  drawn.every((one, at) => at === 0 || (callNumberSortKey(drawn[at - 1] ?? '') ?? '') < (callNumberSortKey(one) ?? ''));

/** Which place on the shelf is looked for; it is found on foot or on a drawing, else nobody could answer. */
export const shelfInput = z
  .object({
    call: callNumber,
    beginnings: z.array(callNumber).max(10).default([]),
    /** Codes of libraries. */
    places: z.array(text(40).min(1)).max(30).default([]),
    drawn: z.array(callNumber).max(10).default([]).refine(isInOrder, 'learn_shelf_order'),
  })
  .refine(({ beginnings, drawn }) => beginnings.length > 0 || drawn.length > 0, {
    path: ['beginnings'],
    error: 'required',
  })
  // beside its equal a book has two places
  .refine(({ call, drawn }) => drawn.every((one) => callNumberSortKey(one) !== callNumberSortKey(call)), {
    path: ['drawn'],
    error: 'learn_shelf_order',
  });

/** A record of a reading list: by its number, by its ISBN, or by its title alone where it is none of ours. */
export const bookInput = z
  .object({
    bibId: id.nullable().default(null),
    isbn: z
      .string()
      .regex(/^(?:\d{13})?$/)
      .default(''),
    title: text(300).default(''),
    why: z.object({ id: text(300).default(''), en: text(300).default('') }).default({ id: '', en: '' }),
  })
  .refine(({ bibId, isbn, title }) => bibId !== null || isbn !== '' || title !== '', {
    path: ['title'],
    error: 'required',
  });

/** By what work is handed in. */
export const takesInput = z.array(z.enum(WORK_PARTS)).min(1).max(WORK_PARTS.length);

/** By what work is marked: two to six lines of two to four levels. */
export const rubricInput = z
  .array(z.object({ label: words(200), levels: z.array(words(300)).min(2).max(4) }))
  .min(2)
  .max(6);
