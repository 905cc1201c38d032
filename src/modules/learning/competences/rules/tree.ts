import { MOST_DEPTH, type Direction } from './terms.ts';

/** A line where it stands. */
export interface Placed {
  id: number;
  /** The line above it; null = it stands at the top. */
  parentId: number | null;
  position: number;
}

/** The line and all above it, from below; it ends also where lines stand in a circle. */
function upwards<T extends Placed>(lines: readonly T[], id: number | null): T[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const path: T[] = [];
  let at = id === null ? undefined : byId.get(id);
  while (at && !path.includes(at)) {
    path.push(at);
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return path;
}

/** How many lines stand under each other from this one down, itself included; a new line is one. */
function heightOf(lines: readonly Placed[], id: number | null): number {
  if (id === null) return 1;
  const below = lines.map((line) => upwards(lines, line.id).findIndex((above) => above.id === id));
  return Math.max(0, ...below) + 1;
}

/**
 * Why a line may not stand there; null = it may.
 * @param id null = a new line
 * @param parentId null = at the top
 */
export function whyNotUnder(
  lines: readonly Placed[],
  id: number | null,
  parentId: number | null,
): 'unknown' | 'circle' | 'too_deep' | null {
  if (parentId === null) return heightOf(lines, id) > MOST_DEPTH ? 'too_deep' : null;
  const above = upwards(lines, parentId);
  if (above.length === 0) return 'unknown';
  if (above.some((line) => line.id === id)) return 'circle';
  return above.length + heightOf(lines, id) > MOST_DEPTH ? 'too_deep' : null;
}

const beside = <T extends Placed>(lines: readonly T[], parentId: number | null): T[] =>
  lines.filter((line) => line.parentId === parentId).toSorted((a, b) => a.position - b.position);

/** The place behind all that stand under a line. */
export const lastPlace = (lines: readonly Placed[], parentId: number | null): number =>
  (beside(lines, parentId).at(-1)?.position ?? 0) + 1;

/** The line with which one changes places when it goes up or down; null where it stands at that end already. */
export function neighbourOf<T extends Placed>(lines: readonly T[], line: T, direction: Direction): T | null {
  const siblings = beside(lines, line.parentId);
  const at = siblings.findIndex(({ id }) => id === line.id);
  return siblings[direction === 'up' ? at - 1 : at + 1] ?? null;
}

/** What a code may have that numbers are put behind. */
const LONGEST_STEM = 50;

/** A code that no line has, after that of the line above it, or of the framework: `big6.2.3`. */
export function freeCode(lines: readonly (Placed & { code: string })[], parentId: number | null, top: string): string {
  const above = lines.find(({ id }) => id === parentId)?.code ?? top;
  const stem = above.length > LONGEST_STEM ? 'k' : above;
  const taken = new Set(lines.map(({ code }) => code));
  let nth = beside(lines, parentId).length + 1;
  while (taken.has(`${stem}.${nth}`)) nth += 1;
  return `${stem}.${nth}`;
}
