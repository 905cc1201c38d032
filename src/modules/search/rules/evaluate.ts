import {
  exactRow,
  type KeyRef,
  type PhraseSlot,
  type Plan,
  type Slot,
  type TermRef,
  type WordSlot,
} from './plan-query.ts';
import { decodePositions, phraseFields, type Positions } from './positions.ts';
import { EMPTY, TIER_OF_MASK, inFields, intersect, placeOf, rank, subtract, unionAll } from './postings.ts';
import { decodeAscending } from './varbyte.ts';

/** A row of the index as it is stored. */
export interface StoredRow {
  list: Uint8Array;
  places: Uint8Array | null;
}

/** Rows of the index, decoded when first asked for. */
export class Rows {
  readonly #stored: ReadonlyMap<string, StoredRow>;
  readonly #lists = new Map<string, Uint32Array>();
  readonly #positions = new Map<string, Positions>();

  constructor(stored: ReadonlyMap<string, StoredRow>) {
    this.#stored = stored;
  }

  has(term: string): boolean {
    return this.#stored.has(term);
  }

  list(term: string): Uint32Array {
    const known = this.#lists.get(term);
    if (known) return known;
    const stored = this.#stored.get(term);
    const list = stored ? decodeAscending(stored.list) : EMPTY;
    this.#lists.set(term, list);
    return list;
  }

  positions(term: string): Positions {
    const known = this.#positions.get(term);
    if (known) return known;
    const positions = decodePositions(this.#stored.get(term)?.places ?? new Uint8Array(0), this.list(term).length);
    this.#positions.set(term, positions);
    return positions;
  }

  /** The row that lists the records with exactly this word. */
  exactTerm(key: string): string {
    return this.has(exactRow(key)) ? exactRow(key) : key;
  }
}

/** Rank of a record whose title is the query, no more and no less; other ranks are one more than that of their worst word. */
export const WHOLE_TITLE = 0;
/** Ranks go from 0 to this. */
export const WORST_RANK = 8;

/**
 * Runs a plan over the index. @returns a ranked list (postings.ts), or null when the plan asks for nothing in particular:
 * every record not in `excluded`
 */
export function evaluate(
  plan: Plan,
  rows: Rows,
  titleLength: (ord: number) => number,
): { hits: Uint32Array | null; excluded: Uint32Array } {
  const excluded = unionAll(plan.excluded.map((slot) => slotList(slot, rows)));
  if (plan.required.length === 0) return { hits: null, excluded };
  const lists = plan.required.map((slot) => slotList(slot, rows)).sort((a, b) => a.length - b.length);
  const matches = lists.reduce((found, list) => intersect(found, list));
  return { hits: finish(subtract(matches, excluded), plan.titleWords, titleLength), excluded };
}

function finish(ranked: Uint32Array, titleWords: number, titleLength: (ord: number) => number): Uint32Array {
  const result = new Uint32Array(ranked.length);
  for (let index = 0; index < ranked.length; index++) {
    const entry = ranked[index] ?? 0;
    const whole = (entry & 15) === 0 && titleWords > 0 && titleLength(entry >>> 4) === titleWords;
    result[index] = whole ? entry : entry + 1;
  }
  return result;
}

function slotList(slot: Slot, rows: Rows): Uint32Array {
  return slot.kind === 'phrase' ? phraseList(slot, rows) : wordList(slot, rows);
}

function wordList(slot: WordSlot, rows: Rows): Uint32Array {
  const [only, second] = slot.terms;
  if (only && !second && slot.together.length === 0 && isOwnExact(slot, only, rows)) {
    const list = inFields(rows.list(only.term), only.mask);
    return rank(list, list);
  }
  const matches = unionAll([
    ...slot.terms.map((ref) => termList(ref, rows)),
    ...slot.together.map((all) => togetherList(all, rows)),
  ]);
  return rank(matches, slot.exact.length === 0 ? matches : unionAll(slot.exact.map((ref) => keyList(ref, rows))));
}

/** A word without inflected forms in the index: every match is exact. */
function isOwnExact(slot: WordSlot, ref: TermRef, rows: Rows): boolean {
  const [exact, more] = slot.exact;
  if (!exact) return true;
  return !more && exact.key === ref.term && exact.mask === ref.mask && !rows.has(exactRow(exact.key));
}

const termList = (ref: TermRef, rows: Rows): Uint32Array => inFields(rows.list(ref.term), ref.mask);
const keyList = (ref: KeyRef, rows: Rows): Uint32Array => inFields(rows.list(rows.exactTerm(ref.key)), ref.mask);

function togetherList(all: readonly TermRef[][], rows: Rows): Uint32Array {
  const lists = all.map((any) => unionAll(any.map((ref) => termList(ref, rows))));
  return lists.reduce((found, list) => intersect(found, list, 'both'));
}

function phraseList(slot: PhraseSlot, rows: Rows): Uint32Array {
  return unionRanked(slot.variants.map((words) => variantList(words, slot.mask, rows)));
}

/** Union of ranked lists: the better rank stays. */
function unionRanked(lists: readonly Uint32Array[]): Uint32Array {
  const best = new Map<number, number>();
  const [only, second] = lists;
  if (only && !second) return only;
  for (const list of lists) {
    for (const entry of list) {
      const known = best.get(entry >>> 4);
      if (known === undefined || entry < known) best.set(entry >>> 4, entry);
    }
  }
  return Uint32Array.from(best.values()).sort();
}

function variantList(words: readonly string[][], mask: number, rows: Rows): Uint32Array {
  const terms = words.map((forms) => [...new Set(forms.map((form) => rows.exactTerm(form)))]);
  const candidates = terms
    .map((names) => unionAll(names.map((name) => rows.list(name))))
    .sort((a, b) => a.length - b.length)
    .reduce((found, list) => intersect(found, list));
  const result: number[] = [];
  for (const candidate of candidates) {
    const ord = candidate >>> 4;
    const fields = phraseFields(terms.map((names) => placesIn(names, ord, rows))) & mask;
    if (fields !== 0) result.push(((ord << 4) | ((TIER_OF_MASK[fields] ?? 0) * 2)) >>> 0);
  }
  return Uint32Array.from(result);
}

function placesIn(terms: readonly string[], ord: number, rows: Rows): Set<number> {
  const places = new Set<number>();
  for (const term of terms) {
    const at = placeOf(rows.list(term), ord);
    if (at < 0) continue;
    const { starts, values } = rows.positions(term);
    for (let index = starts[at] ?? 0; index < (starts[at + 1] ?? 0); index++) places.add(values[index] ?? 0);
  }
  return places;
}
