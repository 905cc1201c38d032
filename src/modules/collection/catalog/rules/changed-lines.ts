import { formatMarcText } from '#shared/marc/mnemonic';
import type { MarcRecord } from '#shared/marc/record';

/** Lines of `lines` that `other` has not; repeated lines count as often as they stand there. */
function without(lines: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

/** What changed between two states of a record, as lines that a cataloguer reads (`=245  10$aJudul`). */
export function changedLines(before: MarcRecord, after: MarcRecord): { removed: string[]; added: string[] } {
  const old = formatMarcText(before).split('\n');
  const now = formatMarcText(after).split('\n');
  return { removed: without(old, now), added: without(now, old) };
}
