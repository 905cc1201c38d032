import { selectTitleOrder, selectTitlePlaces } from '#modules/collection/catalog';
import type { Db } from '#platform/database/db';

/** More changes than this are not placed one by one. */
const MANY = 5_000;

/**
 * Where each record stands in the order of titles. The order is computed once for a generation; records that changed
 * since are placed between the others when an order is next asked for.
 */
export class TitleOrder {
  #places: Float64Array;
  #stale = false;

  /** @param places by ord, whole numbers */
  constructor(places: Float64Array) {
    this.#places = places;
  }

  /** To be sorted by, ascending; right after {@link refresh}. */
  readonly keyOf = (ord: number): number => this.#places[ord] ?? 0;

  /** Titles have changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /**
   * Places the changed records.
   * @param changed bib ids of all records changed since the generation was built, with their ords
   * @param ordOf the ord of any record
   */
  async refresh(
    db: Db,
    changed: ReadonlyMap<number, number>,
    ordOf: (bibId: number) => number | undefined,
  ): Promise<void> {
    if (!this.#stale) return;
    this.#stale = false;
    if (changed.size > MANY) {
      await this.#orderAnew(db, ordOf);
      return;
    }
    const ids = [...changed.keys()];
    const neighbours = await selectTitlePlaces(db, ids, ids);
    const between = new Map<number, number[]>();
    for (const { id, before } of neighbours) {
      const place = before === null ? -1 : this.keyOf(ordOf(before) ?? 0);
      const here = between.get(place);
      if (here) here.push(changed.get(id) ?? 0);
      else between.set(place, [changed.get(id) ?? 0]);
    }
    this.#makeRoom(Math.max(0, ...changed.values()) + 1);
    for (const [place, ords] of between) {
      for (const [index, ord] of ords.entries()) this.#places[ord] = place + (index + 1) / (ords.length + 1);
    }
  }

  /** The order of all titles as they are now: cheaper than finding the neighbours of very many, and never too much for one call. */
  async #orderAnew(db: Db, ordOf: (bibId: number) => number | undefined): Promise<void> {
    for (const [place, id] of (await selectTitleOrder(db)).entries()) {
      const ord = ordOf(id);
      if (ord === undefined) continue;
      this.#makeRoom(ord + 1);
      this.#places[ord] = place;
    }
  }

  #makeRoom(size: number): void {
    if (size <= this.#places.length) return;
    const places = new Float64Array(Math.ceil(size * 1.25));
    places.set(this.#places);
    this.#places = places;
  }
}
