import type { Locale } from '#platform/context';
import type { ErrorParams } from '#platform/errors';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';

/**
 * What a line of the report says. Codes of this module and of MARC have messages `import_row_<code>`, refusals of the catalogue
 * and the members theirs (`error_<code>`).
 */
export function explainRow(code: string, params: ErrorParams, locale: Locale): string {
  const options = { locale };
  if (code === 'imports.more_of_same') {
    const like = explainRow(String(params.code), {}, locale);
    return m.import_row_imports_more_of_same({ count: Number(params.count), like }, options);
  }
  if (code === 'imports.member_refused') {
    const reason = sentenceOf('field', String(params.reason), {}, locale) ?? m.field_invalid({}, options);
    return m.import_row_imports_member_refused({ field: String(params.field), reason }, options);
  }
  const shown = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value ?? '']));
  const sentence =
    sentenceOf('import_row', code, shown, locale) ?? sentenceOf('error', code, shown, locale) ?? `${code}`;
  return typeof params.times === 'number' ? m.import_row_times({ sentence, times: params.times }, options) : sentence;
}
