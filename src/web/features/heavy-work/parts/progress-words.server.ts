import type { Locale } from '#platform/context';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

/** How far it is, as a sentence; null = nobody can tell. */
export function progressInWords(
  { done, total }: { done: number; total: number | null },
  locale: Locale,
): string | null {
  if (total !== null)
    return m.heavy_progress({ done: formatNumber(done, locale), total: formatNumber(total, locale) }, { locale });
  return done > 0 ? m.heavy_progress_open({ done: formatNumber(done, locale) }, { locale }) : null;
}
