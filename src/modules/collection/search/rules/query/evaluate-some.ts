import { slotList, type Rows } from './evaluate.ts';
import type { Overlay } from '../postings/overlay.ts';
import type { Plan, Slot } from './plan-query.ts';
import { subtract, union, unionAll } from '../postings/postings.ts';
import { take } from '../postings/scratch.ts';

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
const NOT_SHOWN = -1;
const NO_ORD = 2 ** 28;
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

/** Records in the order of their ords: which parts of a query each has (bits), and where the worst placed of them stands. */
interface Parts {
  count: number;
  ords: Uint32Array;
  masks: Uint32Array;
  tiers: Uint32Array;
}

/**
 * Which records answer a part of a plan: the weightier the words and phrases they have, the earlier; what few records have weighs most.
 * @returns null when there is nothing to leave out, or what is found is too little of what was asked for
 */
export function evaluateSome(plan: Plan, collection: Collection): SomeHits | null {
  const asked = distinct(plan.required);
  if (plan.wholeTitle || asked.length < 2) return null;
  const slots = rarestOf(asked, collection.rows);
  const lists = listsOf(slots, plan.excluded, collection);
  const { count, ords, masks, tiers } = merged(lists);
  const weigh = weights(
    lists.map((list) => list.length),
    collection.size,
  );
  const levels = worthShowing(masks.subarray(0, count), weigh);
  const hits = take(count);
  let kept = 0;
  let seen = 0;
  for (let at = 0; at < count; at++) {
    const mask = masks[at] ?? 0;
    const level = levels[mask] ?? NOT_SHOWN;
    if (level === NOT_SHOWN) continue;
    seen |= mask;
    hits[kept++] = (ords[at] ?? 0) * 16 + level * 2 + ((tiers[at] ?? 0) >= OUTSIDE_HEADINGS ? 1 : 0);
  }
  if (kept === 0) return null;
  const missing = slots.filter((_, index) => ((seen >>> index) & 1) === 0);
  return { hits: hits.slice(0, kept), missing: missing.map(textOfSlot) };
}

/** Said twice, a word weighs no more. */
const distinct = (slots: readonly Slot[]): readonly Slot[] => [
  ...new Map(slots.map((slot) => [JSON.stringify(slot), slot])).values(),
];

/** Those with the shortest lists, in the order of the query. */
function rarestOf(slots: readonly Slot[], rows: Rows): readonly Slot[] {
  if (slots.length <= MOST_WORDS) return slots;
  const sized = slots.map((slot) => ({ slot, size: rows.sizeOf(slot) })).sort((a, b) => a.size - b.size);
  const rarest = new Set(sized.slice(0, MOST_WORDS).map(({ slot }) => slot));
  return slots.filter((slot) => rarest.has(slot));
}

const textOfSlot = (slot: Slot): string =>
  slot.kind === 'word' ? slot.text : (slot.variants[0] ?? []).map(([form]) => form ?? '').join(' ');

/** For each part the ranked list of the records that have it, as they are now. */
function listsOf(
  slots: readonly Slot[],
  excluded: readonly Slot[],
  { rows, overlay, isPosted }: Collection,
): Uint32Array[] {
  const out = unionAll(excluded.map((slot) => slotList(slot, rows, null)));
  const changed = slots.map((): number[] => []);
  for (const { ord, ranks } of overlay.matchesOfEach(slots, excluded)) {
    for (const [index, rank] of ranks.entries()) if (rank !== null) changed[index]?.push(ord * 16 + rank);
  }
  return slots.map((slot, index) => {
    const posted = subtract(slotList(slot, rows, null), out).filter((entry) => isPosted(entry >>> 4));
    return union(posted, Uint32Array.from(changed[index] ?? []).sort());
  });
}

/** Walks all lists at once. */
function merged(lists: readonly Uint32Array[]): Parts {
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  const [ords, masks, tiers] = [take(total), take(total), take(total)];
  const places = lists.map(() => 0);
  let count = 0;
  for (;;) {
    let ord = NO_ORD;
    for (let index = 0; index < lists.length; index++) {
      const entry = lists[index]?.[places[index] ?? 0];
      if (entry !== undefined && entry >>> 4 < ord) ord = entry >>> 4;
    }
    if (ord === NO_ORD) return { count, ords, masks, tiers };
    let mask = 0;
    let tier = 0;
    for (let index = 0; index < lists.length; index++) {
      const place = places[index] ?? 0;
      const entry = lists[index]?.[place];
      if (entry === undefined || entry >>> 4 !== ord) continue;
      places[index] = place + 1;
      mask |= 1 << index;
      tier = Math.max(tier, entry & 15);
    }
    ords[count] = ord;
    masks[count] = mask;
    tiers[count] = tier;
    count++;
  }
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

/** By set of words: its place in the order, or that it is too little of an answer. */
function worthShowing(masks: Uint32Array, { of, all }: Weights): readonly number[] {
  const levels: number[] = [];
  const weightOf = new Map<number, number>();
  for (let at = 0; at < masks.length; at++) {
    const mask = masks[at] ?? 0;
    if (levels[mask] !== undefined) continue;
    levels[mask] = NOT_SHOWN;
    weightOf.set(mask, of(mask));
  }
  const best = Math.max(0, ...weightOf.values());
  if (best < all * LEAST_OF_QUERY) return levels;
  const kept = [...weightOf].filter(([, weight]) => weight >= best * LEAST_OF_BEST);
  const steps = [...new Set(kept.map(([, weight]) => weight))].sort((a, b) => b - a);
  for (const [mask, weight] of kept) levels[mask] = Math.min(steps.indexOf(weight), LEVELS - 1);
  return levels;
}
