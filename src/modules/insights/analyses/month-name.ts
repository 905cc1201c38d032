import { formatDate, type DateLocale } from '#shared/dates';

/** `2026-10` as people say it: "Oktober 2026". */
export const monthName = (month: string, locale: DateLocale): string =>
  // "1 Oktober 2026" without its day
  formatDate(`${month}-01`, locale, 'long').replace(/^\d+ /, '');
