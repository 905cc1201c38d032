import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { AppError } from '#platform/errors';
import { posterErrors } from './errors.ts';
import type { PosterField, TooLong } from './rules/lay-out.ts';

const FIELDS: Record<PosterField, typeof m.posters_field_title> = {
  over: m.posters_field_over,
  title: m.posters_field_title,
  when: m.posters_field_when,
  first: m.posters_field_first,
  second: m.posters_field_second,
  call: m.posters_field_call,
};

/** What does not fit, in words: "Judul: 12 huruf, Baris pertama: 3 huruf". */
export const tooLongWords = (found: readonly TooLong[], locale: Locale): string =>
  found
    .map(({ field, letters }) =>
      m.posters_over_by({ field: FIELDS[field]({}, { locale }), count: letters }, { locale }),
    )
    .join(', ');

/** The refusal that says it, at its fields. */
export const tooLongError = (found: readonly TooLong[], locale: Locale): AppError =>
  posterErrors.tooLong(
    { words: tooLongWords(found, locale) },
    Object.fromEntries(found.map(({ field }) => [`words.${field}`, 'too_long'])),
  );
