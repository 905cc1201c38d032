import {
  exactRow,
  type KeyRef,
  type PhraseSlot,
  type Plan,
  type Slot,
  type TermRef,
  type WordSlot,
} from './plan-query.ts';
import { decodePositions, phraseFields, type Positions, type Stretch } from '../postings/positions.ts';
import {
  EMPTY,
  TIER_OF_MASK,
  inFields,
  intersect,
  near,
  rank,
  seek,
  subtract,
  unionAll,
} from '../postings/postings.ts';
import { keep, take } from '../postings/scratch.ts';
import { decodeAscending } from '../postings/varbyte.ts';

/** A row of the index as it is stored. */
export interface StoredRow {
  list: Uint8Array;
  places: Uint8Array | null;
}

const sumOf = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0);

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

  /** About how much there is to read for a word or phrase: for a phrase its rarest word, for a word all its rows. */
  sizeOf(slot: Slot): number {
    const size = (term: string): number => this.#stored.get(term)?.list.length ?? 0;
    if (slot.kind === 'word') {
      const together = slot.together.map((all) => Math.min(...all.map((any) => sumOf(any, (ref) => size(ref.term)))));
      return sumOf(slot.terms, (ref) => size(ref.term)) + sumOf(together, (bytes) => bytes);
    }
    return sumOf(slot.variants, (words) =>
      Math.min(...words.map((forms) => sumOf(forms, (form) => size(this.exactTerm(form))))),
    );
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
  if (plan.required.length === 0) {
    return { hits: null, excluded: unionAll(plan.excluded.map((slot) => slotList(slot, rows, null))) };
  }
  // the shortest first: it tells where to look in the longer ones
  const slots = plan.required.map((slot) => ({ slot, size: rows.sizeOf(slot) })).sort((a, b) => a.size - b.size);
  let matches: Uint32Array | null = null;
  for (const { slot } of slots) {
    const list = slotList(slot, rows, matches);
    matches = matches === null ? list : intersect(matches, list);
  }
  const found = matches ?? EMPTY;
  const excluded = unionAll(plan.excluded.map((slot) => slotList(slot, rows, found)));
  return { hits: finish(subtract(found, excluded), plan, titleLength), excluded };
}

/** Ranks of words become ranks of records, in place: the list was made for this query. */
function finish(
  ranked: Uint32Array,
  { titleWords, wholeTitle }: Plan,
  titleLength: (ord: number) => number,
): Uint32Array {
  for (let index = 0; index < ranked.length; index++) {
    const entry = ranked[index] ?? 0;
    const whole = (entry & 15) === 0 && titleWords > 0 && titleLength(entry >>> 4) === titleWords;
    if (!whole) ranked[index] = entry + 1;
  }
  return wholeTitle ? ranked.filter((entry) => (entry & 15) === WHOLE_TITLE) : ranked;
}

/** Ranked list of the matches of a word or phrase; of those in `within` at least, when that is given. */
export function slotList(slot: Slot, rows: Rows, within: Uint32Array | null): Uint32Array {
  return slot.kind === 'phrase' ? phraseList(slot, rows, within) : wordList(slot, rows, within);
}

function wordList(slot: WordSlot, rows: Rows, within: Uint32Array | null): Uint32Array {
  const termList = (ref: TermRef): Uint32Array => inFields(near(rows.list(ref.term), within), ref.mask);
  const keyList = (ref: KeyRef): Uint32Array => inFields(near(rows.list(rows.exactTerm(ref.key)), within), ref.mask);
  const [only, second] = slot.terms;
  if (only && !second && slot.together.length === 0 && isOwnExact(slot, only, rows)) {
    const list = termList(only);
    return rank(list, list);
  }
  const matches = unionAll([
    ...slot.terms.map(termList),
    ...slot.together.map((all) =>
      all.map((any) => unionAll(any.map(termList))).reduce((found, list) => intersect(found, list, 'both')),
    ),
  ]);
  return rank(matches, slot.exact.length === 0 ? matches : unionAll(slot.exact.map(keyList)));
}

/** A word without inflected forms in the index: every match is exact. */
function isOwnExact(slot: WordSlot, ref: TermRef, rows: Rows): boolean {
  const [exact, more] = slot.exact;
  if (!exact) return true;
  return !more && exact.key === ref.term && exact.mask === ref.mask && !rows.has(exactRow(exact.key));
}

function phraseList(slot: PhraseSlot, rows: Rows, within: Uint32Array | null): Uint32Array {
  const [only, second] = slot.variants.map((words) => variantList(words, slot.mask, rows, within));
  if (!only || !second) return only ?? EMPTY;
  // the better rank stays
  const best = new Map<number, number>();
  for (const entry of [...only, ...second]) {
    const known = best.get(entry >>> 4);
    if (known === undefined || entry < known) best.set(entry >>> 4, entry);
  }
  return Uint32Array.from(best.values()).sort();
}

/** One list that a word of a phrase may stand in, walked along with the candidates; `from` and `to` are the record's places. */
interface WalkedList extends Stretch {
  list: Uint32Array;
  starts: Uint32Array;
  at: number;
}

function variantList(words: readonly string[][], mask: number, rows: Rows, within: Uint32Array | null): Uint32Array {
  const terms = words.map((forms) => [...new Set(forms.map((form) => rows.exactTerm(form)))]);
  const candidates = terms
    .map((names) => unionAll(names.map((name) => near(rows.list(name), within))))
    .sort((a, b) => a.length - b.length)
    .reduce((found, list) => intersect(found, list));
  if (candidates.length === 0) return EMPTY;
  const places = terms.map((names) =>
    names.map((name): WalkedList => {
      const { starts, values } = rows.positions(name);
      return { list: rows.list(name), starts, values, at: 0, from: 0, to: 0 };
    }),
  );
  const result = take(candidates.length);
  let count = 0;
  for (const candidate of candidates) {
    const ord = candidate >>> 4;
    for (const lists of places) for (const walked of lists) walkTo(walked, ord);
    const fields = phraseFields(places) & mask;
    if (fields !== 0) result[count++] = ((ord << 4) | ((TIER_OF_MASK[fields] ?? 0) * 2)) >>> 0;
  }
  return keep(result, count);
}

function walkTo(walked: WalkedList, ord: number): void {
  const { list, starts } = walked;
  const at = seek(list, walked.at, (ord << 4) >>> 0);
  const found = at < list.length && (list[at] ?? 0) >>> 4 === ord;
  walked.at = at;
  walked.from = found ? (starts[at] ?? 0) : 0;
  walked.to = found ? (starts[at + 1] ?? 0) : 0;
}
