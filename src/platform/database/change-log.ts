/** Columns of one row that an act changed, as JSON keeps them: instants are text. */
export type Columns = Record<string, string | number | boolean | null>;

/** One row that an act changed. */
export interface Change {
  /** What kind of row it is, e.g. `hold`. */
  of: string;
  id: number;
  /** What the changed columns were; null = the act made the row. */
  before: Columns | null;
  /** What they are since. */
  after: Columns;
}

/**
 * What one act changes, noted by whoever writes while it runs and kept with the act, so that its undo can play exactly that back. A row
 * that is changed twice is noted once: as it was at first, and as it is at last.
 */
export class ChangeLog {
  readonly #changes = new Map<string, Change>();

  note(of: string, id: number, before: object | null, after: object = {}): void {
    const key = `${of}:${id}`;
    const known = this.#changes.get(key);
    const was = before === null ? null : columnsOf(before);
    this.#changes.set(key, {
      of,
      id,
      before: known ? known.before && { ...was, ...known.before } : was,
      after: { ...known?.after, ...columnsOf(after) },
    });
  }

  /** In the order in which the rows were first noted. */
  all(): Change[] {
    return [...this.#changes.values()];
  }
}

/** A row's columns as a change keeps them. */
export const columnsOf = (row: object): Columns =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.toISOString() : plain(value),
    ]),
  );

const plain = (value: unknown): Columns[string] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Of a row, the columns that are about to change. */
export const pick = <Row extends object>(row: Row, names: object): Partial<Row> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name in names)) as Partial<Row>;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** What was kept as JSON, with its instants as such again. */
export const withInstants = <Kept>(kept: Kept): Kept =>
  JSON.parse(JSON.stringify(kept), (_name, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  ) as Kept;
