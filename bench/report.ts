import { REFERENCE } from './calibrate.ts';

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

/** Figures that a faster machine makes smaller, and rates, which it makes larger. */
const TIMES = new Set(['ms', 'ms CPU']);
const isRate = (unit: string): boolean => unit.endsWith('/s');

/** What a work may take on a machine that needs `fixed` ms for the fixed piece of work. */
function allowedHere({ budget, unit }: Figure, fixed: number): number | null {
  if (budget === null) return null;
  if (TIMES.has(unit)) return (budget * fixed) / REFERENCE;
  return isRate(unit) ? (budget * REFERENCE) / fixed : budget;
}

export function isMet(figure: Figure, fixed: number): boolean {
  const { value, atLeast } = figure;
  if (value === null) return false;
  const allowed = allowedHere(figure, fixed);
  return allowed === null || (atLeast ? value >= allowed : value <= allowed);
}

/** Milliseconds as a multiple of the fixed piece of work. */
const multiple = ({ value, unit }: Figure, fixed: number): string =>
  value === null || !unit.startsWith('ms') ? '' : `${round((value / fixed) * 100)} %`;

function ratio({ value, slims, atLeast }: Figure): string {
  if (slims === null || value === null) return '';
  return `${round(atLeast ? value / slims : slims / value)} ×`;
}

function remarkOf(figure: Figure, fixed: number): string {
  const parts = [figure.remark, isMet(figure, fixed) || figure.value === null ? undefined : figure.whyMissed];
  return parts.filter((part) => part !== undefined).join('; ');
}

const budgetOf = (figure: Figure, fixed: number): string => {
  const allowed = allowedHere(figure, fixed);
  return allowed === null ? '' : `${figure.atLeast ? '≥' : '≤'} ${round(allowed)} ${figure.unit}`;
};

/** A Markdown table; the ratio says how many times better than SLiMS a figure is. */
export function table(figures: readonly Figure[], fixed: number): string {
  const rows = figures.map((figure) => [
    figure.work,
    figure.value === null ? '' : `${round(figure.value)} ${figure.unit}`,
    multiple(figure, fixed),
    budgetOf(figure, fixed),
    isMet(figure, fixed) ? (figure.budget === null ? '' : 'ok') : 'MISSED',
    figure.slims === null ? '' : `${round(figure.slims)} ${figure.unit}`,
    ratio(figure),
    remarkOf(figure, fixed),
  ]);
  const head = ['work', 'figure', 'of the fixed work', 'budget here', '', 'SLiMS', 'ratio', 'remark'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
