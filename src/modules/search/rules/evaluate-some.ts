import { slotList, type Rows } from './evaluate.ts';
import type { Overlay } from './overlay.ts';
import type { Plan, Slot } from './plan-query.ts';

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
  /** One more than the greatest ord. */
  capacity: number;
  /** How many records there are. */
  size: number;
  /** Does the generation's text of a record still hold? */
  isPosted: (ord: number) => boolean;
}

/**
 * Which records answer a part of a plan: the weightier the words and phrases they have, the earlier; what few records have weighs most.
 * @returns null when there is nothing to leave out, or what is found is too little of what was asked for
 */
export function evaluateSome(plan: Plan, collection: Collection): SomeHits | null {
  if (plan.wholeTitle || plan.required.length < 2) return null;
  const slots = rarestOf(plan.required, collection.rows);
  const found = partsOfRecords(slots, plan.excluded, collection);
  const kept = worthShowing(found.masks, weights(found.counts, collection.size));
  const hits: number[] = [];
  let seen = 0;
  for (let ord = 0; ord < found.masks.length; ord++) {
    const mask = found.masks[ord] ?? 0;
    const level = mask === 0 ? undefined : kept.get(mask);
    if (level === undefined) continue;
    seen |= mask;
    hits.push(ord * 16 + level * 2 + ((found.tiers[ord] ?? 0) >= OUTSIDE_HEADINGS ? 1 : 0));
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

/** For each record which parts it has (bits), and where the worst placed of them stands; for each part how many records have it. */
function partsOfRecords(
  slots: readonly Slot[],
  excluded: readonly Slot[],
  { rows, overlay, capacity, isPosted }: Collection,
): { masks: Uint32Array; tiers: Uint8Array; counts: number[] } {
  const masks = new Uint32Array(capacity);
  const tiers = new Uint8Array(capacity);
  const counts = slots.map(() => 0);
  const note = (ord: number, index: number, rank: number): void => {
    masks[ord] = ((masks[ord] ?? 0) | (1 << index)) >>> 0;
    tiers[ord] = Math.max(tiers[ord] ?? 0, rank);
    counts[index] = (counts[index] ?? 0) + 1;
  };
  for (const [index, slot] of slots.entries()) {
    for (const entry of slotList(slot, rows, null)) if (isPosted(entry >>> 4)) note(entry >>> 4, index, entry & 15);
  }
  for (const slot of excluded) for (const entry of slotList(slot, rows, null)) masks[entry >>> 4] = 0;
  for (const { ord, ranks } of overlay.matchesOfEach(slots, excluded)) {
    for (const [index, rank] of ranks.entries()) if (rank !== null) note(ord, index, rank);
  }
  return { masks, tiers, counts };
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
function worthShowing(masks: Uint32Array, { of, all }: Weights): Map<number, number> {
  const weightOf = new Map<number, number>();
  for (const mask of masks) if (mask !== 0 && !weightOf.has(mask)) weightOf.set(mask, of(mask));
  const best = Math.max(0, ...weightOf.values());
  if (best === 0 || best < all * LEAST_OF_QUERY) return new Map();
  const kept = [...weightOf].filter(([, weight]) => weight >= best * LEAST_OF_BEST);
  const steps = [...new Set(kept.map(([, weight]) => weight))].sort((a, b) => b - a);
  return new Map(kept.map(([mask, weight]) => [mask, Math.min(steps.indexOf(weight), LEVELS - 1)]));
}
