import { runningClock, type Clock } from '#platform/clock';
import type { Db } from '#platform/db';
import { buildSearchIndex } from './build-index.ts';
import {
  countChangesSince,
  fetchChanges,
  fetchRows,
  selectNewestGeneration,
  type Changes,
  type GenerationRow,
} from './data/search-index.queries.ts';
import { LiveIndex } from './live-index.ts';
import { rowsOf, type Plan } from './rules/plan-query.ts';

/** Beyond this many changed records (or a fiftieth of all), a new build pays; so many at once no search waits for. */
const MANY_CHANGES = 2000;

/** A ranked list of matches, and the index that it belongs to as it was at that moment. */
export interface Matches {
  index: LiveIndex;
  hits: Uint32Array;
}

/**
 * The index as one process knows it: a generation in memory that follows every committed change. A search sees all that
 * was committed before it began.
 */
export class SearchEngine {
  readonly #db: Db;
  #index: LiveIndex | null = null;
  #loading: Promise<LiveIndex> | null = null;
  #catchingUp: Promise<void> = Promise.resolve();
  /** Takes in a flood of changes (an import) while searches go on with what there is. */
  #flooded = false;
  #onManyChanges: (generation: number) => void = () => undefined;
  #build: () => Promise<unknown>;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#build = async () => buildSearchIndex(db, clock);
  }

  /** Who makes a generation where there is none to be read; this process, unless told otherwise. */
  buildBy(build: () => Promise<unknown>): void {
    this.#build = build;
  }

  /** Called when so much changed that a new build is worth its while (again at each change until there is one). */
  onManyChanges(listener: (generation: number) => void): void {
    this.#onManyChanges = listener;
  }

  /** The index in its current state, without a query. */
  async current(): Promise<LiveIndex> {
    return (await this.match({ required: [], excluded: [], titleWords: 0 }, false)).index;
  }

  /** The index as it is in memory, perhaps a moment old; null before it is loaded. */
  get loaded(): LiveIndex | null {
    return this.#index;
  }

  /**
   * Runs a plan made by `plan` for the index in memory.
   * @param evaluate false: only bring the index up to date
   */
  async match(plan: Plan | ((index: LiveIndex) => Plan), evaluate = true): Promise<Matches> {
    for (;;) {
      const index = this.#index ?? (await this.#load());
      const made = typeof plan === 'function' ? plan(index) : plan;
      const { terms, places } = rowsOf(made);
      const { known, missing } = index.rows.look(terms, places);
      const fetched = await fetchRows(this.#db, index.generation.gen, missing, places, index.snapshot);
      if (!fetched.present) {
        await this.#load();
        continue;
      }
      if (fetched.newest !== null && fetched.newest > index.generation.gen) this.#loadInBackground();
      if (fetched.changed) await this.#catchUp(index);
      index.rows.keep(missing, fetched.rows);
      for (const [term, row] of fetched.rows) known.set(term, row);
      return { index, hits: evaluate ? index.match(made, known) : new Uint32Array(0) };
    }
  }

  /** Takes the newest generation into memory, building one when there is none; one at a time. */
  async #load(): Promise<LiveIndex> {
    this.#loading ??= this.#loadNewest().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** The generation at hand serves on; should loading fail, the next search tries again. */
  #loadInBackground(): void {
    this.#load().catch(() => undefined);
  }

  async #loadNewest(): Promise<LiveIndex> {
    const generation = await selectNewestGeneration(this.#db);
    const outdated = async (snapshot: string): Promise<boolean> =>
      this.#index === null && (await countChangesSince(this.#db, snapshot)) > MANY_CHANGES;
    const index =
      generation && !(await outdated(generation.snapshot))
        ? await this.#open(generation).catch(async (error: unknown) => {
            // whatever lies there cannot be read: it is made anew, and the program starts
            process.stderr.write(`search: generation ${generation.gen} cannot be read: ${String(error)}\n`);
            return this.#openNew();
          })
        : await this.#openNew();
    this.#index = index;
    return index;
  }

  async #openNew(): Promise<LiveIndex> {
    await this.#build();
    const generation = await selectNewestGeneration(this.#db);
    if (!generation) throw new Error('search index: a build left no generation');
    return this.#open(generation);
  }

  async #open(generation: GenerationRow): Promise<LiveIndex> {
    const index = await LiveIndex.load(this.#db, generation);
    await index.apply(this.#db, await fetchChanges(this.#db, index.snapshot));
    return index;
  }

  /**
   * Takes in what was committed since the index last looked; callers that come meanwhile look once more after it. A flood
   * of changes is taken in while searches go on, so that none has to wait for it.
   */
  async #catchUp(index: LiveIndex): Promise<void> {
    const next = this.#catchingUp.then(async () => {
      if (this.#flooded) return;
      const changes = await fetchChanges(this.#db, index.snapshot);
      const many = Math.max(MANY_CHANGES, index.size / 50);
      if (index.overlaid + changes.bibIds.length > many) this.#onManyChanges(index.generation.gen);
      if (changes.bibIds.length <= MANY_CHANGES) await index.apply(this.#db, changes);
      else this.#takeFlood(index, changes);
    });
    this.#catchingUp = next.catch(() => undefined);
    return next;
  }

  #takeFlood(index: LiveIndex, changes: Changes): void {
    this.#flooded = true;
    index
      .apply(this.#db, changes, () => this.#index !== index)
      // should it fail, the next search finds the changes still to be taken in
      .catch(() => undefined)
      .finally(() => {
        this.#flooded = false;
      });
  }
}

const engines = new WeakMap<Db, SearchEngine>();

/** The engine of a database in this process; what it holds is a copy of what the database holds. */
export function searchEngineOf(ctx: { db: Db; clock: Clock }): SearchEngine {
  const known = engines.get(ctx.db);
  if (known) return known;
  // it outlives the request that first asks for it
  const engine = new SearchEngine(ctx.db, runningClock(ctx.clock));
  engines.set(ctx.db, engine);
  return engine;
}

/** Another pool of the same database (that of jobs) shares the engine, which holds the whole index in memory. */
export function shareSearchEngine(ctx: { db: Db; clock: Clock }, other: Db): void {
  engines.set(other, searchEngineOf(ctx));
}
