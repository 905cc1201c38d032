import { editDistance } from './edit-distance.ts';

/** A known word that may have been meant; the lower the cost, the likelier. */
export interface Correction {
  word: string;
  cost: number;
}

/** One more mistake weighs as much as this many doublings of how often a word occurs. */
const MISTAKE = 12;
const OTHER_FIRST_LETTER = 3;
const SHORTEST = 3;

/** The words of the catalogue, to complete what is being typed and to guess what was meant. */
export class Vocabulary {
  readonly #words: readonly string[];
  readonly #docs: Uint32Array;
  #deletions: Float64Array | null = null;

  /**
   * @param words folded words in ascending order (by code unit)
   * @param docs in how many records each stands
   */
  constructor(words: readonly string[], docs: Uint32Array) {
    this.#words = words;
    this.#docs = docs;
  }

  get size(): number {
    return this.#words.length;
  }

  /** In how many records a word stands; 0 for unknown words. */
  docs(word: string): number {
    const at = this.#from(word);
    return this.#words[at] === word ? (this.#docs[at] ?? 0) : 0;
  }

  /** The most frequent words that begin with a prefix and are longer than it, most frequent first. */
  complete(prefix: string, limit: number): string[] {
    if (prefix === '') return [];
    const best: { at: number; docs: number }[] = [];
    for (let at = this.#from(prefix); this.#words[at]?.startsWith(prefix); at++) {
      const docs = this.#docs[at] ?? 0;
      if (this.#words[at] === prefix || (best.length === limit && docs <= (best.at(-1)?.docs ?? 0))) continue;
      if (best.length === limit) best.pop();
      const place = best.findIndex((other) => other.docs < docs);
      best.splice(place < 0 ? best.length : place, 0, { at, docs });
    }
    return best.map(({ at }) => this.#words[at] ?? '');
  }

  /**
   * Known words within two mistakes of a word (one for words up to four letters), likeliest first: few mistakes count
   * more than frequency, frequency decides among equals. A word that is known itself is not compared with the whole
   * vocabulary: whoever types a rare word mostly means it.
   */
  correct(word: string, limit: number): Correction[] {
    if (word.length < SHORTEST || /\d/.test(word)) return [];
    const most = word.length <= 4 ? 1 : 2;
    const near = this.#judge(word, this.#nearby(word), most);
    const settled = near.length > 0 || this.docs(word) > 0;
    const found = settled ? near : this.#judge(word, this.#ofSimilarLength(word), most);
    return found.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1)).slice(0, limit);
  }

  /** Two known words that a word consists of when its space was forgotten, or null. */
  split(word: string): [string, string] | null {
    let best: [string, string] | null = null;
    let bestDocs = 0;
    for (let cut = SHORTEST; cut <= word.length - SHORTEST; cut++) {
      const docs = Math.min(this.docs(word.slice(0, cut)), this.docs(word.slice(cut)));
      if (docs > bestDocs) {
        bestDocs = docs;
        best = [word.slice(0, cut), word.slice(cut)];
      }
    }
    return best;
  }

  #from(word: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #judge(word: string, places: Iterable<number>, most: number): Correction[] {
    const found: Correction[] = [];
    for (const at of places) {
      const candidate = this.#words[at] ?? '';
      if (candidate === word) continue;
      const distance = editDistance(word, candidate, most);
      if (distance === Infinity) continue;
      const other = candidate.charAt(0) === word.charAt(0) ? 0 : OTHER_FIRST_LETTER;
      found.push({ word: candidate, cost: distance * MISTAKE + other - Math.log2((this.#docs[at] ?? 0) + 1) });
    }
    return found;
  }

  /** Words that share a deletion with this one: all within one mistake, many within two. */
  #nearby(word: string): Set<number> {
    const deletions = (this.#deletions ??= this.#buildDeletions());
    const places = new Set<number>();
    for (let skip = -1; skip < word.length; skip++) {
      const from = deletionHash(word, skip) * PLACES;
      let low = 0;
      let high = deletions.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((deletions[middle] ?? 0) < from) low = middle + 1;
        else high = middle;
      }
      for (let at = low; at < deletions.length && (deletions[at] ?? 0) < from + PLACES; at++) {
        places.add((deletions[at] ?? 0) - from);
      }
    }
    return places;
  }

  *#ofSimilarLength(word: string): Generator<number> {
    for (const [at, candidate] of this.#words.entries()) {
      if (Math.abs(candidate.length - word.length) <= 2) yield at;
    }
  }

  /** Sorted numbers `hash of the word less one letter (or none) × PLACES + place of the word`. */
  #buildDeletions(): Float64Array {
    const total = this.#words.reduce((sum, word) => sum + word.length + 1, 0);
    const deletions = new Float64Array(total);
    let count = 0;
    for (const [at, word] of this.#words.entries()) {
      for (let skip = -1; skip < word.length; skip++) deletions[count++] = deletionHash(word, skip) * PLACES + at;
    }
    return deletions.sort();
  }
}

/** More than there are words; with a 32-bit hash before it the product stays an exact double. */
const PLACES = 2 ** 21;

/** FNV-1a of a word without its letter at `skip` (-1: of the whole word). */
function deletionHash(word: string, skip: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    if (index !== skip) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
