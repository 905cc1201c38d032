/** Rows that one kind of warning may fill in a report. */
const MOST_OF_A_KIND = 100;

/** What a person has to do something about, copy by copy: every line stands in the report, each with its number. */
const EACH_TOLD: ReadonlySet<string> = new Set([
  'imports.branch_unknown',
  'imports.copy_on_loan',
  'imports.copy_without_barcode',
  'imports.copy_without_library',
  'imports.barcode_repeated',
  'imports.number_repeated',
  'catalog.barcode_taken',
  'catalog.accession_taken',
]);

export interface Counted {
  code: string;
  params: Record<string, string | number | boolean | null>;
}

/**
 * Keeps a report readable: of each kind of warning only the first hundred are written down, the rest is counted. A code that
 * nobody knows (a library, a type, a category) is told five times. What somebody has to decide or to do is always written down.
 */
export function remarkLimiter(): {
  /** May this one be written down? */
  admit(remark: Counted): boolean;
  /** Where it stands now. @returns takes it back there, when what was admitted since was not written after all */
  mark(): () => void;
  /** What was left out, by code. */
  leftOut(): { code: string; count: number }[];
} {
  let seen = new Map<string, number>();
  let dropped = new Map<string, number>();
  return {
    admit({ code, params }) {
      if (code.endsWith('_maybe') || EACH_TOLD.has(code)) return true;
      const unknown = typeof params.value === 'string' && code.endsWith('_unknown');
      const key = unknown ? `${code} ${String(params.value)}` : code;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      if (count <= (unknown ? 5 : MOST_OF_A_KIND)) return true;
      dropped.set(code, (dropped.get(code) ?? 0) + 1);
      return false;
    },
    mark() {
      const [seenThen, droppedThen] = [new Map(seen), new Map(dropped)];
      return () => {
        seen = new Map(seenThen);
        dropped = new Map(droppedThen);
      };
    },
    leftOut: () => [...dropped].map(([code, count]) => ({ code, count })),
  };
}

/** One remark for each code: what a record says twenty times is said once, with how often. */
export function groupRemarks<T extends Counted>(remarks: readonly T[]): T[] {
  const byCode = Map.groupBy(remarks, (remark) => {
    if (EACH_TOLD.has(remark.code)) return JSON.stringify([remark.code, remark.params]);
    return remark.code.endsWith('_unknown') ? `${remark.code} ${String(remark.params.value)}` : remark.code;
  });
  return [...byCode.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    return others.length === 0 ? [first] : [{ ...first, params: { ...first.params, times: others.length + 1 } }];
  });
}
