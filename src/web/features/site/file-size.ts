import type { Locale } from '#platform/context';

const MEGABYTE = 1024 * 1024;

/** How large a file is, as people say it: `380 KB`, `1,2 MB`. */
export function fileSize(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < MEGABYTE ? [Math.max(1, Math.round(bytes / 1024)), 'KB'] : [bytes / MEGABYTE, 'MB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
