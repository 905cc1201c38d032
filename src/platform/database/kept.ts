import { sql } from 'kysely';
import { forEverybody } from '../admission/entry.ts';
import type { Db, Tx } from './db.ts';
import type { DB } from './db-types.ts';
import { requestNow, transactionsEnded } from './one-request.ts';

/** Where the database stands. */
export interface Stand {
  /** Which database this is, and since when its server runs: what another one counts says nothing of this one. */
  place: string;
  /** Which transactions can be seen; the same text = not one row of any table has been written since. */
  snapshot: string;
  /** How often the tables that are kept have been written, by their names. */
  versions: Readonly<Record<string, number>>;
}

/** What was asked in a request, and how many transactions of this process had ended by then. */
interface Asked {
  ended: number;
  stand: Promise<Stand>;
}

/** Asked in each request, by its database. */
const asked = new WeakMap<object, WeakMap<Db, Asked>>();

const ask = async (db: Db): Promise<Stand> => {
  const { rows } =
    await sql<Stand>`select concat_ws(' ', pg_postmaster_start_time(), 'kept_table'::regclass::oid) as place,
    pg_current_snapshot()::text as snapshot, (select json_object_agg(name, version) from kept_table) as versions`.execute(
      db,
    );
  const [stand] = rows;
  if (!stand) throw new Error('the database does not say where it stands');
  return stand;
};

/**
 * Where the database stands now: asked once in a request, and once more after an act of its own. Outside of a request it is asked every time.
 */
export async function standOf(db: Db): Promise<Stand> {
  const inRequest = askedNow();
  const before = inRequest?.get(db);
  // what a request asked before its own act does not hold after it
  const ended = transactionsEnded();
  if (before?.ended === ended) return before.stand;
  const stand = ask(db);
  inRequest?.set(db, { ended, stand });
  return stand;
}

function askedNow(): WeakMap<Db, Asked> | undefined {
  const request = requestNow();
  if (!request) return undefined;
  let known = asked.get(request);
  if (!known) {
    known = new WeakMap();
    asked.set(request, known);
  }
  return known;
}

const snakeOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What every request reads and few acts change, kept in memory for as long as nobody has written its tables: one small question for a request
 * tells whether that is so, whichever process wrote. So it is never older than a commit, nothing has to be told to anybody, and nobody can
 * forget to drop it. A transaction reads for itself, and sees what it has written.
 */
export class Kept<T> {
  /** All there are, for the test that holds that each names the tables which it reads. */
  static readonly all = new Set<Kept<unknown>>();
  readonly tables: readonly string[];
  readonly read: (db: Db | Tx) => Promise<T>;
  readonly #kept = new WeakMap<Db, { versions: string; value: Promise<T> }>();

  /**
   * @param tables those that `read` reads; each has a row in `kept_table`
   * @param read what it gives is shared by all who ask, and frozen
   */
  constructor(tables: readonly (keyof DB)[], read: (db: Db | Tx) => Promise<T>) {
    this.tables = tables.map(snakeOf);
    this.read = read;
    Kept.all.add(this);
  }

  async of(db: Db | Tx): Promise<T> {
    if (db.isTransaction) return this.read(db);
    const versions = this.#versionsIn(await standOf(db));
    const before = this.#kept.get(db);
    if (before?.versions === versions) return before.value;
    // desks wait for it too, whoever asked first
    const value = forEverybody(async () => this.read(db)).then(frozen);
    this.#kept.set(db, { versions, value });
    // what could not be read is asked again
    value.catch(() => {
      if (this.#kept.get(db)?.value === value) this.#kept.delete(db);
    });
    return value;
  }

  #versionsIn({ place, versions }: Stand): string {
    const counted = this.tables.map((table) => {
      const version = versions[table];
      if (version === undefined)
        throw new Error(`${table} is not counted in kept_table: nobody knows when it is written`);
      return version;
    });
    return [place, ...counted].join(' ');
  }
}

/** Rows and what is in them; instants, and what a map says to which key, stay as they are. */
function frozen<T>(value: T): T {
  if (value instanceof Map) value.forEach(frozen);
  if (Array.isArray(value)) value.forEach(frozen);
  else if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    Object.values(value).forEach(frozen);
  else return value;
  return Object.freeze(value);
}
