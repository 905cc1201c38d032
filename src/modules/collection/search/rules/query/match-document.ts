import { fieldsOfPlaces, type DocumentTerms } from '../postings/document-terms.ts';
import { WHOLE_TITLE } from './evaluate.ts';
import type { PhraseSlot, Plan, Slot, TermRef, WordSlot } from './plan-query.ts';
import { phraseFields, type Stretch } from '../postings/positions.ts';
import { TIER_OF_MASK } from '../postings/postings.ts';

/**
 * Runs a plan over one record: the same answer as `evaluate` gives over the index, for records that changed since it
 * was built. @returns the rank (0 best), or null when the record does not match
 */
export function matchDocument(plan: Plan, document: DocumentTerms): number | null {
  let worst = 0;
  for (const slot of plan.required) {
    const found = slotRank(slot, document);
    if (found === null) return null;
    worst = Math.max(worst, found);
  }
  if (plan.excluded.some((slot) => slotRank(slot, document) !== null)) return null;
  if (plan.required.length === 0) return WHOLE_TITLE;
  if (worst === 0 && plan.titleWords > 0 && plan.titleWords === document.titleLength) return WHOLE_TITLE;
  return plan.wholeTitle ? null : worst + 1;
}

const tierOf = (fields: number): number => (TIER_OF_MASK[fields] ?? 0) * 2;

/** How good the match of one word or phrase is; null = there is none. */
export function slotRank(slot: Slot, document: DocumentTerms): number | null {
  return slot.kind === 'phrase' ? phraseRank(slot, document) : wordRank(slot, document);
}

function wordRank(slot: WordSlot, document: DocumentTerms): number | null {
  const fields = slot.together.reduce(
    (mask, all) => mask | togetherFields(all, document),
    anyFields(slot.terms, document),
  );
  if (fields === 0) return null;
  if (slot.exact.length === 0) return tierOf(fields);
  const exact = slot.exact.reduce(
    (mask, ref) => mask | (fieldsOfPlaces(document.keys.get(ref.key) ?? []) & ref.mask),
    0,
  );
  return Math.min(tierOf(fields) + 1, exact === 0 ? Infinity : tierOf(exact));
}

const anyFields = (refs: readonly TermRef[], document: DocumentTerms): number =>
  refs.reduce((mask, ref) => mask | ((document.terms.get(ref.term) ?? 0) & ref.mask), 0);

function togetherFields(all: readonly TermRef[][], document: DocumentTerms): number {
  const each = all.map((any) => anyFields(any, document));
  if (each.includes(0)) return 0;
  const shared = each.reduce((mask, fields) => mask & fields);
  if (shared !== 0) return shared;
  return each.reduce((worst, fields) => (tierOf(fields) > tierOf(worst) ? fields : worst));
}

function phraseRank(slot: PhraseSlot, document: DocumentTerms): number | null {
  let best: number | null = null;
  for (const words of slot.variants) {
    const stretches = words.map((forms) => forms.map((form) => stretchOf(document.keys.get(form) ?? [])));
    const fields = phraseFields(stretches) & slot.mask;
    if (fields !== 0) best = Math.min(best ?? Infinity, tierOf(fields));
  }
  return best;
}

function stretchOf(places: readonly number[]): Stretch {
  return { values: Uint32Array.from(places), from: 0, to: places.length };
}
