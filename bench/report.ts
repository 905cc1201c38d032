/** A work that was measured, or `null` with the reason in `remark` when it could not be. */
export interface Figure {
  work: string;
  value: number | null;
  unit: string;
  /** The most (or with `atLeast` the least) that the work may take; null = only shown. */
  budget: number | null;
  atLeast?: boolean;
  /** What SLiMS 9.7.0 was measured at, in the same unit, or null. */
  slims: number | null;
  /** What the figure means, or why it could not be measured. */
  remark?: string;
  /** Shown when the budget is missed. */
  whyMissed?: string;
}

const round = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export function isMet({ value, budget, atLeast }: Figure): boolean {
  if (value === null) return false;
  return budget === null || (atLeast ? value >= budget : value <= budget);
}

function ratio({ value, slims, atLeast }: Figure): string {
  if (slims === null || value === null) return '';
  return `${round(atLeast ? value / slims : slims / value)} ×`;
}

function remarkOf(figure: Figure): string {
  const parts = [figure.remark, isMet(figure) || figure.value === null ? undefined : figure.whyMissed];
  return parts.filter((part) => part !== undefined).join('; ');
}

/** A Markdown table; the ratio says how many times better than SLiMS a figure is. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.work,
    figure.value === null ? '' : `${round(figure.value)} ${figure.unit}`,
    figure.budget === null ? '' : `${figure.atLeast ? '≥' : '≤'} ${figure.budget} ${figure.unit}`,
    isMet(figure) ? (figure.budget === null ? '' : 'ok') : 'MISSED',
    figure.slims === null ? '' : `${round(figure.slims)} ${figure.unit}`,
    ratio(figure),
    remarkOf(figure),
  ]);
  const head = ['work', 'figure', 'budget', '', 'SLiMS', 'ratio', 'remark'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
