/**
 * Patterns of numbers that people see: `{YYYY}{MM}{seq:5}` → `20261100042`. Parts in braces: `YYYY`, `YY`, `MM` (of the day
 * given), `seq:n` (the counter, at least n digits; exactly once), and any name found in `values` (`code`, `source` …).
 */
export interface PatternValues {
  /** `YYYY-MM-DD` */
  date: string;
  values?: Readonly<Record<string, string>>;
}

const PART = /\{([^{}]*)\}/g;
const SEQ = /^seq(?::([1-9]|1[0-2]))?$/;
const DATE_PARTS = ['YYYY', 'YY', 'MM'];

/** Is the pattern usable: one `{seq}`, only known parts, no stray braces? */
export function isNumberPattern(pattern: string, names: readonly string[] = []): boolean {
  const parts = [...pattern.matchAll(PART)].map((match) => match[1] ?? '');
  const rest = pattern.replace(PART, '');
  return (
    !/[{}\s]/.test(rest) &&
    parts.filter((part) => SEQ.test(part)).length === 1 &&
    parts.every((part) => SEQ.test(part) || DATE_PARTS.includes(part) || names.includes(part))
  );
}

function render(pattern: string, { date, values = {} }: PatternValues, seq: (width: number) => string): string {
  return pattern.replace(PART, (_whole, part: string) => {
    const counted = SEQ.exec(part);
    if (counted) return seq(Number(counted[1] ?? 1));
    if (part === 'YYYY') return date.slice(0, 4);
    if (part === 'YY') return date.slice(2, 4);
    if (part === 'MM') return date.slice(5, 7);
    return values[part] ?? '';
  });
}

/** The number with a position of the counter filled in. */
export const renderNumber = (pattern: string, given: PatternValues, seq: number): string =>
  render(pattern, given, (width) => String(seq).padStart(width, '0'));

/** Which counter a number is taken from: all that is in it beside the counter (so it starts at 1 in a new year or month). */
export const numberScope = (pattern: string, given: PatternValues): string => render(pattern, given, () => '#');

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Reads a number that came from elsewhere (an import): which counter would have made it, at which position?
 * @returns null when the pattern does not make such numbers
 */
export function readNumber(pattern: string, number: string): { scope: string; seq: number } | null {
  let source = '^';
  let from = 0;
  for (const match of pattern.matchAll(PART)) {
    source += literal(pattern.slice(from, match.index));
    from = match.index + match[0].length;
    const part = match[1] ?? '';
    const counted = SEQ.exec(part);
    if (counted) source += `(?<seq>\\d{${counted[1] ?? '1'},12})`;
    else if (part === 'YYYY') source += '\\d{4}';
    else if (part === 'YY') source += '\\d{2}';
    else if (part === 'MM') source += '(?:0[1-9]|1[0-2])';
    else source += '.*?';
  }
  const found = new RegExp(`${source}${literal(pattern.slice(from))}$`, 'd').exec(number);
  const span = found?.indices?.groups?.seq;
  if (!found?.groups?.seq || !span) return null;
  return { scope: `${number.slice(0, span[0])}#${number.slice(span[1])}`, seq: Number(found.groups.seq) };
}
