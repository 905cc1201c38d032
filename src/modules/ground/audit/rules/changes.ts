/** One line of a readable difference. */
export interface Change {
  /** `address`, `openingHours.2.opensMinute` */
  path: string;
  /** null = there was or is nothing */
  before: string | null;
  after: string | null;
}

const MAX_DEPTH = 4;
const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

const shown = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function walk(path: string, before: unknown, after: unknown, depth: number, into: Change[]): void {
  const branch = isBranch(before) || isBranch(after);
  if (branch && depth < MAX_DEPTH) {
    const old = isBranch(before) ? before : {};
    const now = isBranch(after) ? after : {};
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const at = path ? `${path}.${key}` : key;
      walk(at, Reflect.get(old, key), Reflect.get(now, key), depth + 1, into);
    }
    return;
  }
  const change = { path, before: shown(before), after: shown(after) };
  if (change.before !== change.after) into.push(change);
}

/** The differences of two states, field by field; lists of plain values stay in one line. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const changes: Change[] = [];
  walk('', plainLists(before), plainLists(after), 0, changes);
  return changes;
}

/** `['a', 'b']` reads better as one line than as two. */
function plainLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return items.some(isBranch) ? items.map(plainLists) : items.map(String).join(', ');
  }
  if (!isBranch(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainLists(inner)]));
}
