/** What the fields of a task are given. */
export interface TaskFieldsProps {
  id: number;
  /** What they show, by their names: as it is kept, or as it was typed when it was refused. */
  values: Readonly<Record<string, string>>;
  /** English is written beside. */
  both: boolean;
}

/** The numbers of the entries of a list for which there are fields: those that are there, and some more to be filled in. */
export function entriesOf(
  { values }: TaskFieldsProps,
  path: string,
  { most, more }: { most: number; more: number },
): number[] {
  const there = Object.keys(values).flatMap((name) => {
    const at = name.startsWith(`${path}.`) ? /^\d+/.exec(name.slice(path.length + 1)) : null;
    return at ? [Number(at[0]) + 1] : [];
  });
  const last = Math.max(0, ...there);
  return Array.from({ length: Math.min(most, last + more) }, (_, i) => i);
}

/** What is told of a task that was refused. */
export interface TaskRefusal {
  message: string;
  /** Sentences that belong to no field. */
  rest: readonly string[];
  /** What was typed. */
  values: Readonly<Record<string, string>>;
}
