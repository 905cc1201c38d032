/** An exact number: `n` ÷ `d`, `d` positive. Binary fractions can turn a band (82.775 becomes 82.77499…), whole numbers cannot. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export const whole = (value: number | bigint): Fraction => ({ n: BigInt(value), d: 1n });

/** What stands for a number with a decimal point: `0.025`. Throws for anything else: constants of packs and of the database are written so. */
export function decimal(text: string): Fraction {
  const [, sign = '', head = '', tail = ''] = DECIMAL.exec(text) ?? [];
  if (head === '') throw new Error(`not a decimal: ${text}`);
  return { n: BigInt(`${sign}${head}${tail}`), d: 10n ** BigInt(tail.length) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { n: -b.n, d: b.d });
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
/** @returns null for a divisor of zero: there is no such number */
export function over(a: Fraction, b: Fraction): Fraction | null {
  if (b.n === 0n) return null;
  const sign = b.n < 0n ? -1n : 1n;
  return { n: sign * a.n * b.d, d: sign * b.n * a.d };
}
export const isBelow = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;

/** To so many decimals, a half upwards, as text with a decimal point: `71.85`. */
export function rounded({ n, d }: Fraction, decimals: number): string {
  const scaled = 2n * n * 10n ** BigInt(decimals) + d;
  const by = 2n * d;
  const cut = scaled / by;
  const units = scaled % by < 0n ? cut - 1n : cut;
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0n ? `-${text}` : text;
}
