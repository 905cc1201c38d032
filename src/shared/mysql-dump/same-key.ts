/** Letters that MySQL's Unicode rule counts as others and that do not come apart into letter and accent. */
const LIKE: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i' };

/**
 * Two keys of a SLiMS database are one for MySQL when these are equal: letters without case and accents, blanks at the end do not
 * count (`utf8_unicode_ci`). Blanks in front and zeros do.
 */
export function sameKey(text: string): string {
  const trimmed = text.replace(/ +$/, '');
  if (/^[ -~]*$/.test(trimmed)) return trimmed.toLowerCase();
  return trimmed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđłı]/g, (letter) => LIKE[letter] ?? letter);
}
