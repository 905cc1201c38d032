import type { Columns } from './postings/columns.ts';

/** A class of DDC with records in it. `more`: classes below it can be looked into. */
export interface DdcNode {
  ddc: string;
  count: number;
  more: boolean;
}

/** The part of a DDC number with one more digit than `under`; a point goes with the digit after it. */
function childOf(ddc: string, under: string): string | null {
  if (!ddc.startsWith(under) || ddc.length <= under.length) return null;
  const next = under.length + (ddc.charAt(under.length) === '.' ? 2 : 1);
  const child = ddc.slice(0, next);
  return /^\d[\dX]?(\d(\.\d*)?)?$/.test(child) ? child : null;
}

/** Classes one step below `under` ('' = the ten main classes), in their order, with the number of records in each. */
export function countDdc(columns: Columns, isLive: (ord: number) => boolean, under: string): DdcNode[] {
  const perNumber = new Uint32Array(columns.ddcs.size + 1);
  for (let ord = 0; ord < columns.count; ord++) {
    const number = columns.ddcNumbers[ord] ?? 0;
    if (number !== 0 && isLive(ord)) perNumber[number] = (perNumber[number] ?? 0) + 1;
  }
  const nodes = new Map<string, DdcNode>();
  for (let number = 1; number < perNumber.length; number++) {
    const count = perNumber[number] ?? 0;
    const ddc = columns.ddcs.label(number);
    const child = count > 0 ? childOf(ddc, under) : null;
    if (child === null) continue;
    const node = nodes.get(child) ?? { ddc: child, count: 0, more: false };
    node.count += count;
    node.more ||= childOf(ddc, child) !== null;
    nodes.set(child, node);
  }
  return [...nodes.values()].sort((a, b) => (a.ddc < b.ddc ? -1 : 1));
}
