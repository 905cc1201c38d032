import { ARCHIVE_MEGABYTES } from '#modules/learning/courses/client';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';

type Locale = 'id' | 'en';

/** Why a file of an archive is none that is kept: by the reason of its field, or a code of its own. */
function whyOf(reason: string, params: AppError['params'], locale: Locale): string {
  if (reason.includes('.')) return explainError(new AppError(reason, 422, params), locale);
  return explainFields(new AppError('platform.invalid_input', 422, params, { file: reason }), locale).file ?? '';
}

/** Why an archive that was sent did not come in, as the address says it by codes and names alone; null: it says nothing. */
export function archiveRefusal(said: URLSearchParams, locale: Locale): string | null {
  const [code = '', reason = '', name = '', what = ''] = ['galat', 'alasan', 'nama', 'apa'].map(
    (key) => said.get(key) ?? '',
  );
  if (!/^(?:platform|courses|content|libraries)\.[a-z_]+$/.test(code)) return null;
  const known = (text: string, pattern: RegExp): string => (pattern.test(text) ? text : '-');
  const number = Number(what) || ARCHIVE_MEGABYTES;
  const params = {
    ...{ name: known(name, /^[\w./ -]{1,120}$/), where: known(name, /^[\w./ -]{1,120}$/) },
    ...{ what: known(what, /^[\w:? -]{1,40}$/), line: number, megabytes: number },
  };
  const isKnown = /^[a-z_]+(?:\.[a-z_]+)?$/.test(reason);
  if (code === 'courses.archive_file_refused')
    return explainError(
      new AppError(code, 422, { ...params, why: isKnown ? whyOf(reason, params, locale) : '' }),
      locale,
    );
  return isKnown ? whyOf(reason, params, locale) : explainError(new AppError(code, 422, params), locale);
}
