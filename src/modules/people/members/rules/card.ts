/**
 * The number of a card that replaces another: the same with a running suffix, so that people know it again (`20261100001` → `20261100001-2`
 * → `20261100001-3`).
 */
export function nextCardNumber(number: string): string {
  const [, base = number, serial = '1'] = /^(.+)-([2-9]|[1-9]\d)$/.exec(number) ?? [];
  return suffixed(base, Number(serial) + 1);
}

/** A number that others have too, with a running suffix. */
export const suffixed = (number: string, serial: number): string => `${number}-${serial}`;
