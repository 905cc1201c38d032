import { selectHoldingsFeedOf, selectIndexFeedOf, type IndexFeedRow } from '#modules/collection/catalog';
import type { Db } from '#platform/database/db';
import { selectColumns, type Changes, type GenerationRow } from './data/search-index.queries.ts';
import { unpackGeneration, type GenerationParts } from './index-generation.ts';
import { facetValuesOf, holdingsOf, textOf } from './index-text.ts';
import type { Columns } from './rules/postings/columns.ts';
import { documentTerms } from './rules/postings/document-terms.ts';
import { evaluate, Rows } from './rules/query/evaluate.ts';
import { evaluateSome, type SomeHits } from './rules/query/evaluate-some.ts';
import { NameCounter } from './rules/name-counter.ts';
import { Overlay } from './rules/postings/overlay.ts';
import type { Plan } from './rules/query/plan-query.ts';
import { EMPTY, subtract, union } from './rules/postings/postings.ts';
import { HeldHits } from './rules/held-hits.ts';
import { RowCache } from './rules/row-cache.ts';
import { inScratch, keep, take } from './rules/postings/scratch.ts';
import { makeStemmer, type Stemmer } from './rules/words/stem-exceptions.ts';
import type { Vocabulary } from './rules/words/vocabulary.ts';
import { TitleOrder } from './title-order.ts';

/** Where the current text of a record is: nowhere (deleted), in the postings, or in the overlay. */
const GONE = 0;
const POSTED = 1;
const OVERLAID = 2;
const RECORDS_AT_ONCE = 200;
/** Bytes: the lists of the commonest words of a million records. */
const ROWS_REMEMBERED = 24_000_000;
/** Bytes: forty common words of a hundred thousand records, or half a dozen of a million. */
const HITS_HELD = 8_000_000;

/** One generation in memory, kept up to date with the changes after it. */
export class LiveIndex {
  readonly generation: GenerationRow;
  readonly columns: Columns;
  readonly vocabulary: Vocabulary;
  readonly stem: Stemmer;
  /** Counters for facets; used and read without waiting in between. */
  readonly names = new NameCounter();
  /** Rows of the generation asked for lately. */
  readonly rows = new RowCache(ROWS_REMEMBERED);
  readonly #held = new HeldHits(HITS_HELD);
  /** What the index has seen: a pg_snapshot. */
  snapshot: string;
  /** Grows with every change. */
  version = 0;
  readonly #overlay = new Overlay();
  readonly #ordOf = new Map<number, number>();
  #state: Uint8Array;
  readonly #titles: TitleOrder;
  #posted: number;
  /** All posted records, as long as nothing changes. */
  #posts: { version: number; list: Uint32Array } | null = null;

  constructor(generation: GenerationRow, parts: GenerationParts) {
    this.generation = generation;
    this.columns = parts.columns;
    this.vocabulary = parts.vocabulary;
    this.stem = makeStemmer(new Map(Object.entries(generation.exceptions)));
    this.snapshot = generation.snapshot;
    this.#titles = new TitleOrder(parts.titlePlaces);
    this.#posted = this.columns.count;
    this.#state = new Uint8Array(this.columns.capacity).fill(POSTED, 0, this.columns.count);
    for (let ord = 0; ord < this.columns.count; ord++) this.#ordOf.set(this.columns.bibIds[ord] ?? 0, ord);
  }

  static async load(db: Db, generation: GenerationRow): Promise<LiveIndex> {
    return new LiveIndex(generation, unpackGeneration(await selectColumns(db, generation.gen)));
  }

  /** Records changed since the generation was built that are still there. */
  get overlaid(): number {
    return this.#overlay.size;
  }

  /** Records that can be found. */
  get size(): number {
    return this.#posted + this.#overlay.size;
  }

  ordOf(bibId: number): number | undefined {
    const ord = this.#ordOf.get(bibId);
    return ord !== undefined && this.#state[ord] !== GONE ? ord : undefined;
  }

  readonly isLive = (ord: number): boolean => (this.#state[ord] ?? GONE) !== GONE;

  /** Records whose current text is not that of the generation. */
  changedOrds(): Iterable<number> {
    return this.#overlay.ords();
  }

  readonly titleLength = (ord: number): number => this.columns.titleLengths[ord] ?? 0;

  /** Tells where each record stands in the order of titles. */
  async titleKeys(db: Db): Promise<(ord: number) => number> {
    const changed = new Map<number, number>();
    for (const ord of this.#overlay.ords()) changed.set(this.columns.bibIds[ord] ?? 0, ord);
    await this.#titles.refresh(db, changed, (bibId) => this.#ordOf.get(bibId));
    return this.#titles.keyOf;
  }

  /**
   * Ranked list of the records that match a plan, given its rows of this generation.
   * @param query names the plan: the same one means the same plan in the same state of the index
   */
  match(plan: Plan, stored: ConstructorParameters<typeof Rows>[0], query: string): Uint32Array {
    return this.#held.of(this.version, query, () => this.#find(plan, stored));
  }

  #find(plan: Plan, stored: ConstructorParameters<typeof Rows>[0]): Uint32Array {
    return inScratch(() => {
      const { hits, excluded } = evaluate(plan, new Rows(stored), this.titleLength);
      const posted = hits === null ? this.#allPosted(excluded) : this.#onlyPosted(hits);
      const all = union(posted, this.#overlay.matches(plan));
      return all === this.#posts?.list ? all : all.slice();
    });
  }

  /** Records that match a part of a plan, given its rows of this generation (rules/evaluate-some.ts). */
  matchSome(plan: Plan, stored: ConstructorParameters<typeof Rows>[0]): SomeHits | null {
    return inScratch(() =>
      evaluateSome(plan, {
        rows: new Rows(stored),
        overlay: this.#overlay,
        size: this.size,
        isPosted: (ord) => this.#state[ord] === POSTED,
      }),
    );
  }

  /** Every record of the postings that is not excluded. */
  #allPosted(excluded: Uint32Array): Uint32Array {
    if (this.#posts?.version !== this.version) {
      const list = new Uint32Array(this.#posted);
      let count = 0;
      for (let ord = 0; ord < this.columns.count; ord++) {
        if (this.#state[ord] === POSTED) list[count++] = (ord << 4) >>> 0;
      }
      this.#posts = { version: this.version, list: list.subarray(0, count) };
    }
    return subtract(this.#posts.list, excluded);
  }

  #onlyPosted(hits: Uint32Array): Uint32Array {
    if (hits.length === 0) return EMPTY;
    if (this.#posted === this.generation.docs) return hits;
    const list = take(hits.length);
    let count = 0;
    for (let index = 0; index < hits.length; index++) {
      const entry = hits[index] ?? 0;
      if (this.#state[entry >>> 4] === POSTED) list[count++] = entry;
    }
    return keep(list, count);
  }

  /**
   * Reads the changed records anew and takes them in; then this index has seen what the changes' snapshot saw.
   * @param givenUp asked between batches: true ends it there, with the snapshot as before
   * @returns whether it went to its end
   */
  async apply(db: Db, changes: Changes, givenUp: () => boolean = () => false): Promise<boolean> {
    for (const ids of batches(changes.bibIds)) {
      if (givenUp()) return false;
      await this.#applyRecords(db, ids);
    }
    for (const ids of batches(changes.holdingsIds)) {
      if (givenUp()) return false;
      for (const row of await selectHoldingsFeedOf(db, ids)) {
        const ord = this.ordOf(row.id);
        if (ord !== undefined) this.columns.setHoldings(ord, holdingsOf(row));
      }
    }
    this.snapshot = changes.snapshot;
    this.version++;
    return true;
  }

  async #applyRecords(db: Db, ids: number[]): Promise<void> {
    const rows = new Map((await selectIndexFeedOf(db, ids)).map((row) => [row.id, row]));
    for (const id of ids) this.#applyRecord(id, rows.get(id));
    this.#titles.invalidate();
    this.version++;
  }

  #applyRecord(id: number, row: IndexFeedRow | undefined): void {
    const known = this.#ordOf.get(id);
    if (known !== undefined && this.#state[known] === POSTED) this.#posted--;
    if (!row) {
      if (known === undefined) return;
      this.#overlay.delete(known);
      this.#state[known] = GONE;
      return;
    }
    const ord = known ?? this.#newOrd(id);
    const document = documentTerms(textOf(row), this.stem);
    this.columns.set(ord, facetValuesOf(row, document.titleLength));
    this.#overlay.set(ord, document);
    this.#state[ord] = OVERLAID;
  }

  #newOrd(id: number): number {
    const ord = this.columns.nextOrd();
    if (ord >= this.#state.length) {
      const state = new Uint8Array(this.columns.capacity);
      state.set(this.#state);
      this.#state = state;
    }
    this.#ordOf.set(id, ord);
    return ord;
  }
}

function* batches(ids: readonly number[]): Generator<number[]> {
  for (let from = 0; from < ids.length; from += RECORDS_AT_ONCE) yield ids.slice(from, from + RECORDS_AT_ONCE);
}
