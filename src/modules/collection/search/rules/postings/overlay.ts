import type { DocumentTerms } from './document-terms.ts';
import { matchDocument, slotRank } from '../query/match-document.ts';
import type { Plan, Slot } from '../query/plan-query.ts';

/** Records that changed since the index was built, with an index of their own in memory. */
export class Overlay {
  readonly #documents = new Map<number, DocumentTerms>();
  readonly #ords = new Map<string, Set<number>>();

  get size(): number {
    return this.#documents.size;
  }

  ords(): Iterable<number> {
    return this.#documents.keys();
  }

  /** Puts a record in, or exchanges what was known of it. */
  set(ord: number, document: DocumentTerms): void {
    this.delete(ord);
    this.#documents.set(ord, document);
    for (const name of names(document)) {
      const ords = this.#ords.get(name);
      if (ords) ords.add(ord);
      else this.#ords.set(name, new Set([ord]));
    }
  }

  delete(ord: number): void {
    const document = this.#documents.get(ord);
    if (!document) return;
    this.#documents.delete(ord);
    for (const name of names(document)) {
      const ords = this.#ords.get(name);
      ords?.delete(ord);
      if (ords?.size === 0) this.#ords.delete(name);
    }
  }

  /** Ranked list (postings.ts) of the records here that match. */
  matches(plan: Plan): Uint32Array {
    const entries: number[] = [];
    for (const ord of this.#candidates(plan)) {
      const document = this.#documents.get(ord);
      const rank = document ? matchDocument(plan, document) : null;
      if (rank !== null) entries.push(ord * 16 + rank);
    }
    return Uint32Array.from(entries).sort();
  }

  /** How well each slot matches, for every record here that has at least one of them and nothing excluded. */
  *matchesOfEach(
    slots: readonly Slot[],
    excluded: readonly Slot[],
  ): Generator<{ ord: number; ranks: (number | null)[] }> {
    const ords = new Set(slots.flatMap(namesOf).flatMap((name) => [...(this.#ords.get(name) ?? [])]));
    for (const ord of ords) {
      const document = this.#documents.get(ord);
      if (!document || excluded.some((slot) => slotRank(slot, document) !== null)) continue;
      yield { ord, ranks: slots.map((slot) => slotRank(slot, document)) };
    }
  }

  /** Records that have the word of the plan that the fewest have. */
  #candidates(plan: Plan): Iterable<number> {
    let fewest: Set<number> | null = null;
    for (const slot of plan.required) {
      const ords = new Set<number>();
      for (const name of namesOf(slot)) for (const ord of this.#ords.get(name) ?? []) ords.add(ord);
      if (!fewest || ords.size < fewest.size) fewest = ords;
    }
    return fewest ?? this.#documents.keys();
  }
}

const keyName = (key: string): string => `=${key}`;
const names = function* (document: DocumentTerms): Generator<string> {
  yield* document.terms.keys();
  for (const key of document.keys.keys()) yield keyName(key);
};

/** Names of which a record must have at least one to match a word or phrase. */
function namesOf(slot: Slot): string[] {
  if (slot.kind === 'phrase') return slot.variants.flatMap((words) => (words[0] ?? []).map(keyName));
  return [...slot.terms, ...slot.together.flatMap((all) => all[0] ?? [])].map((ref) => ref.term);
}
