import { slotList, type Rows } from './evaluate.ts';
import type { Overlay } from './overlay.ts';
import type { Plan, Slot } from './plan-query.ts';
import { subtract, unionAll } from './postings.ts';

/** Records that have some of the words, ranked by the weight of what they have. */
export interface SomeHits {
  /** Ranked list (postings.ts). */
  hits: Uint32Array;
  /** Words and phrases as typed that none of these records has. */
  missing: string[];
}

/** More words are not weighed apart: the commonest are left out. */
const MOST_WORDS = 16;
/** Less than this part of what was asked for, by weight, is no answer. */
const LEAST_OF_QUERY = 0.3;
/** Records that have less than this part of what the best one has are not shown. */
const LEAST_OF_BEST = 0.5;
/** So many different weights are told apart in the order; the lightest share a place. */
const LEVELS = 8;
/** Ranks of a match from here on lie outside title, author and subject. */
const OUTSIDE_HEADINGS = 6;

/** The records of an index as they are now. */
interface Collection {
  rows: Rows;
  overlay: Overlay;
  /** How many records there are. */
  size: number;
  /** Does the generation's text of a record still hold? */
  isPosted: (ord: number) => boolean;
}

/** Which parts of a query a record has (bits), and where the worst placed of them stands. */
interface Parts {
  ord: number;
  mask: number;
  tier: number;
}

/**
 * Which records answer a part of a plan: the weightier the words and phrases they have, the earlier; what few records have weighs most.
 * @returns null when there is nothing to leave out, or what is found is too little of what was asked for
 */
export function evaluateSome(plan: Plan, collection: Collection): SomeHits | null {
  if (plan.wholeTitle || plan.required.length < 2) return null;
  const slots = rarestOf(plan.required, collection.rows);
  const found = partsOfRecords(slots, plan.excluded, collection);
  const counts = slots.map((_, index) => found.reduce((sum, { mask }) => sum + ((mask >>> index) & 1), 0));
  const kept = worthShowing(new Set(found.map(({ mask }) => mask)), weights(counts, collection.size));
  const hits: number[] = [];
  let seen = 0;
  for (const { ord, mask, tier } of found) {
    const level = kept.get(mask);
    if (level === undefined) continue;
    seen |= mask;
    hits.push(ord * 16 + level * 2 + (tier >= OUTSIDE_HEADINGS ? 1 : 0));
  }
  if (hits.length === 0) return null;
  const missing = slots.filter((_, index) => ((seen >>> index) & 1) === 0);
  return { hits: Uint32Array.from(hits), missing: missing.map(textOfSlot) };
}

/** Those with the shortest lists, in the order of the query. */
function rarestOf(slots: readonly Slot[], rows: Rows): readonly Slot[] {
  if (slots.length <= MOST_WORDS) return slots;
  const sized = slots.map((slot) => ({ slot, size: rows.sizeOf(slot) })).sort((a, b) => a.size - b.size);
  const rarest = new Set(sized.slice(0, MOST_WORDS).map(({ slot }) => slot));
  return slots.filter((slot) => rarest.has(slot));
}

const textOfSlot = (slot: Slot): string =>
  slot.kind === 'word' ? slot.text : (slot.variants[0] ?? []).map(([form]) => form ?? '').join(' ');

/** The records that have any of the parts, in the order of their ords. */
function partsOfRecords(
  slots: readonly Slot[],
  excluded: readonly Slot[],
  { rows, overlay, isPosted }: Collection,
): Parts[] {
  const found: Parts[] = [];
  const out = unionAll(excluded.map((slot) => slotList(slot, rows, null)));
  const lists = slots.map((slot) => subtract(slotList(slot, rows, null), out));
  const places = lists.map(() => 0);
  for (;;) {
    let ord = Infinity;
    for (const [index, list] of lists.entries()) {
      const entry = list[places[index] ?? 0];
      if (entry !== undefined && entry >>> 4 < ord) ord = entry >>> 4;
    }
    if (ord === Infinity) break;
    const parts = { ord, mask: 0, tier: 0 };
    for (const [index, list] of lists.entries()) {
      const entry = list[places[index] ?? 0];
      if (entry === undefined || entry >>> 4 !== ord) continue;
      places[index] = (places[index] ?? 0) + 1;
      add(parts, index, entry & 15);
    }
    if (isPosted(ord)) found.push(parts);
  }
  const changed: Parts[] = [];
  for (const { ord, ranks } of overlay.matchesOfEach(slots, excluded)) {
    const parts = { ord, mask: 0, tier: 0 };
    for (const [index, rank] of ranks.entries()) if (rank !== null) add(parts, index, rank);
    if (parts.mask !== 0) changed.push(parts);
  }
  return changed.length === 0 ? found : [...found, ...changed].sort((a, b) => a.ord - b.ord);
}

function add(parts: Parts, index: number, rank: number): void {
  parts.mask |= 1 << index;
  parts.tier = Math.max(parts.tier, rank);
}

/** What each set of words weighs, and all of them. */
interface Weights {
  of: (mask: number) => number;
  all: number;
}

function weights(counts: readonly number[], size: number): Weights {
  const each = counts.map((count) => 1 + Math.log2((size + 1) / (count + 1)));
  const of = (mask: number): number =>
    each.reduce((sum, weight, index) => sum + ((mask >>> index) & 1 ? weight : 0), 0);
  return { of, all: each.reduce((sum, weight) => sum + weight, 0) };
}

/** The sets of words that are enough of an answer, with their place in the order. */
function worthShowing(masks: ReadonlySet<number>, { of, all }: Weights): Map<number, number> {
  const weightOf = new Map([...masks].map((mask) => [mask, of(mask)]));
  const best = Math.max(0, ...weightOf.values());
  if (best === 0 || best < all * LEAST_OF_QUERY) return new Map();
  const kept = [...weightOf].filter(([, weight]) => weight >= best * LEAST_OF_BEST);
  const steps = [...new Set(kept.map(([, weight]) => weight))].sort((a, b) => b - a);
  return new Map(kept.map(([mask, weight]) => [mask, Math.min(steps.indexOf(weight), LEVELS - 1)]));
}
