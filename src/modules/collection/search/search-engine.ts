import { setTimeout as wait } from 'node:timers/promises';
import { forEverybody } from '#platform/admission/entry';
import { runningClock, type Clock } from '#platform/clock';
import type { Db } from '#platform/database/db';
import { buildSearchIndex } from './build-index.ts';
import {
  countChangesSince,
  fetchChanges,
  fetchRows,
  selectNewestGeneration,
  type GenerationRow,
} from './data/search-index.queries.ts';
import { LiveIndex } from './live-index.ts';
import type { SomeHits } from './rules/query/evaluate-some.ts';
import type { StoredRow } from './rules/query/evaluate.ts';
import { EVERYTHING, rowsOf, type Plan } from './rules/query/plan-query.ts';

/** Beyond this many changed records (or a fiftieth of all), a new build pays. */
const MANY_CHANGES = 2000;
/** Milliseconds that a search waits for changes to be taken in: with its own work it is answered within a second. */
const PATIENCE = 750;

/** Ends when a search has waited long enough; `signal` says that nobody waits any more. */
export type Patience = (signal: AbortSignal) => Promise<void>;
const shortOfASecond: Patience = async (signal) => wait(PATIENCE, undefined, { signal, ref: false });

/** The index as it was at that moment. */
interface Moment {
  index: LiveIndex;
  /** How many changes it had taken in by then. */
  version: number;
  /** Does it hold all that was committed before the search began? */
  fresh: boolean;
}
/** A ranked list of matches, and the index that it belongs to. */
export interface Matches extends Moment {
  hits: Uint32Array;
}
/** Records that match in part; `some` null = none that is worth showing. */
export interface SomeMatches extends Moment {
  some: SomeHits | null;
}

/**
 * The index as one process knows it: a generation in memory that follows every committed change. A search sees all that
 * was committed before it began, or says that it does not: after a flood of changes it waits no longer than a second.
 */
export class SearchEngine {
  readonly #db: Db;
  #index: LiveIndex | null = null;
  #loading: Promise<LiveIndex> | null = null;
  #catchingUp: Promise<unknown> = Promise.resolve();
  /** Still takes in changes that a search has given up waiting for; those after it do not wait. */
  #late: LiveIndex | null = null;
  readonly #patience: Patience;
  #onManyChanges: (generation: number) => void = () => undefined;
  #build: () => Promise<unknown>;

  constructor(db: Db, clock: Clock, patience: Patience = shortOfASecond) {
    this.#db = db;
    this.#patience = patience;
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
    return (await this.#ask(EVERYTHING, () => null)).index;
  }

  /** The index as it is in memory, perhaps a moment old; null before it is loaded. */
  get loaded(): LiveIndex | null {
    return this.#index;
  }

  /** Runs a plan made by `plan` for the index in memory. @param query names it: the same one always makes the same plan of an index */
  async match(query: string, plan: (index: LiveIndex) => Plan): Promise<Matches> {
    const { found: hits, ...moment } = await this.#ask(plan, (index, made, rows) => index.match(made, rows, query));
    return { ...moment, hits };
  }

  /** Finds what answers a part of a plan. */
  async matchSome(plan: Plan): Promise<SomeMatches> {
    const { found: some, ...moment } = await this.#ask(plan, (index, made, rows) => index.matchSome(made, rows));
    return { ...moment, some };
  }

  async #ask<T>(
    plan: Plan | ((index: LiveIndex) => Plan),
    work: (index: LiveIndex, plan: Plan, rows: ReadonlyMap<string, StoredRow>) => T,
  ): Promise<Moment & { found: T }> {
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
      const fresh = !fetched.changed || (await this.#catchUp(index));
      // a newer generation came meanwhile
      if (!fresh && this.#index !== index) continue;
      index.rows.keep(missing, fetched.rows);
      for (const [term, row] of fetched.rows) known.set(term, row);
      return { index, version: index.version, fresh, found: work(index, made, known) };
    }
  }

  /** Takes the newest generation into memory, building one when there is none; one at a time. */
  async #load(): Promise<LiveIndex> {
    this.#loading ??= forEverybody(async () => this.#loadNewest()).finally(() => {
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
   * Takes in what was committed since the index last looked; callers that come meanwhile look once more after it.
   * @returns false when it takes longer than a search waits: it goes on by itself, and no other search waits for it
   */
  async #catchUp(index: LiveIndex): Promise<boolean> {
    if (this.#late === index) return false;
    const next = this.#catchingUp.then(async () => forEverybody(async () => this.#takeIn(index)));
    // should it fail, the next search finds the changes still to be taken in
    const ended = next.catch(() => undefined);
    this.#catchingUp = ended;
    const nobodyWaits = new AbortController();
    const gaveUp = this.#patience(nobodyWaits.signal).then(
      () => 'gave up' as const,
      () => 'gave up' as const,
    );
    const outcome = await Promise.race([next, gaveUp]).finally(() => nobodyWaits.abort());
    if (outcome !== 'gave up') return outcome;
    this.#late = index;
    void ended.then(() => {
      if (this.#late === index) this.#late = null;
    });
    return false;
  }

  /** @returns false when the index was exchanged for a newer one before it had seen everything */
  async #takeIn(index: LiveIndex): Promise<boolean> {
    const changes = await fetchChanges(this.#db, index.snapshot);
    const many = Math.max(MANY_CHANGES, index.size / 50);
    if (index.overlaid + changes.bibIds.length > many) this.#onManyChanges(index.generation.gen);
    return index.apply(this.#db, changes, () => this.#index !== index);
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
