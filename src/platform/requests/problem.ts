import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { AppError, ErrorParams } from '../errors.ts';
import type { Locale } from '../context.ts';

/** RFC 9457 problem document. `code` is stable; `detail` is a sentence for people in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  params?: ErrorParams;
  fields?: Record<string, string>;
  requestId?: string;
}

type Sentence = (params: Record<string, unknown>, options: { locale: Locale }) => string;
const sentences: Record<string, unknown> = m;
const isSentence = (value: unknown): value is Sentence => typeof value === 'function';

/** Numbers with decimals as the language writes them: `6,5`. */
const spoken = (params: ErrorParams, locale: Locale): ErrorParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isInteger(value) ? formatNumber(value, locale) : value,
    ]),
  );

/** The sentence of a stable code (`a.b_c` → message `prefix_a_b_c`), or null where none is written. */
export function sentenceOf(prefix: string, code: string, params: ErrorParams, locale: Locale): string | null {
  const message = sentences[`${prefix}_${code.replaceAll('.', '_')}`];
  return isSentence(message) ? message(spoken(params, locale), { locale }) : null;
}

/**
 * What people read when an expected refusal reaches them.
 * @param voice `own`: to the member whom it is about, where the desk's words speak of them as of a third
 */
export function explainError(error: AppError, locale: Locale, voice?: 'own'): string {
  const own = voice && sentenceOf(voice, error.code, error.params, locale);
  if (own) return own;
  return sentenceOf('error', error.code, error.params, locale) ?? m.error_platform_internal({}, { locale });
}

/** What people read beside a field that was refused: the reason's code has a message `field_<reason>`. */
export function explainFields(error: AppError, locale: Locale): Record<string, string> {
  return Object.fromEntries(
    Object.entries(error.fields).map(([field, reason]) => [
      field,
      sentenceOf('field', reason, error.params, locale) ?? m.field_invalid({}, { locale }),
    ]),
  );
}

export function toProblem(error: AppError, locale: Locale, requestId: string): Problem {
  return {
    type: `urn:lumbung:error:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
    detail: explainError(error, locale),
    ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}),
    ...(Object.keys(error.fields).length > 0 ? { fields: explainFields(error, locale) } : {}),
    requestId,
  };
}
