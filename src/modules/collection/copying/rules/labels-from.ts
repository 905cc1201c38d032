/** `B-032101` and so many that follow: the figures at the end count on, with as many places. Null for what does not end with figures. */
export function labelsFrom(first: string, count: number): string[] | null {
  const [, before, figures] = /^(.*?)(\d{1,18})$/s.exec(first.trim()) ?? [];
  if (before === undefined || figures === undefined) return null;
  const from = BigInt(figures);
  return Array.from({ length: count }, (_, n) => before + String(from + BigInt(n)).padStart(figures.length, '0'));
}
