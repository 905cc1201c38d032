import { fold } from '#shared/text/fold';
import type { Plan, WordSlot } from './plan-query.ts';
import type { Vocabulary } from './vocabulary.ts';

const CANDIDATES_PER_WORD = 3;
/** A word that the catalogue knows is doubted less readily than an unknown one. */
const KNOWN_WORD = 9;
const JOINED = 4;
const WORD = /[\p{L}\p{N}\p{M}'’`]+/gu;

interface Choice {
  query: string;
  cost: number;
}

/**
 * What may have been meant by a query that finds nothing: other queries, likeliest first. Words are exchanged for known
 * ones like them, taken apart where a space was forgotten, put together where there is one too many.
 */
export function correctedQueries(query: string, plan: Plan, vocabulary: Vocabulary, limit: number): string[] {
  const words = plan.required.filter((slot): slot is WordSlot => slot.kind === 'word' && slot.field !== 'isbn');
  let choices: Choice[] = [{ query, cost: 0 }];
  for (const word of words) {
    const options = optionsFor(word.text, vocabulary);
    choices = choices
      .flatMap((choice) =>
        options.map((option) => ({
          query: exchange(choice.query, word.text, option.word),
          cost: choice.cost + option.cost,
        })),
      )
      .sort((a, b) => a.cost - b.cost)
      .slice(0, limit * 2);
  }
  for (const [index, word] of words.entries()) {
    const joined = word.text + (words[index + 1]?.text ?? '');
    if (words[index + 1] && vocabulary.docs(joined) > 0) choices.push({ query: join(query, joined), cost: JOINED });
  }
  const distinct = new Map(choices.sort((a, b) => a.cost - b.cost).map((choice) => [choice.query, choice.cost]));
  distinct.delete(query);
  return [...distinct.keys()].slice(0, limit);
}

function optionsFor(text: string, vocabulary: Vocabulary): { word: string; cost: number }[] {
  const docs = vocabulary.docs(text);
  const penalty = docs > 0 ? KNOWN_WORD : 0;
  const options = [{ word: text, cost: 0 }];
  for (const { word, cost } of vocabulary.correct(text, CANDIDATES_PER_WORD)) {
    // a choice must never be cheaper than leaving a known word alone
    options.push({ word, cost: Math.max(cost, 0.5) + penalty - (docs > 0 ? 0 : UNKNOWN_WORD) });
  }
  const apart = docs > 0 ? null : vocabulary.split(text);
  if (apart) options.push({ word: apart.join(' '), cost: JOINED * 2 - UNKNOWN_WORD });
  return options;
}

/** Exchanging an unknown word is always better than keeping it. */
const UNKNOWN_WORD = 100;

const exchange = (query: string, from: string, to: string): string =>
  from === to ? query : query.replace(WORD, (word) => (fold(word) === from ? to : word));

/** Puts two neighbouring words together. */
function join(query: string, joined: string): string {
  return query.replace(
    /([\p{L}\p{N}\p{M}'’`]+)\s+(?=([\p{L}\p{N}\p{M}'’`]+))/gu,
    (whole, first: string, second: string) => (fold(first + second) === joined ? first : whole),
  );
}

/** The query less one of its words, for when nothing else helps: the word that the fewest records have goes first. */
export function withoutRarestWord(query: string, plan: Plan, vocabulary: Vocabulary): string | null {
  const words = plan.required.filter((slot): slot is WordSlot => slot.kind === 'word');
  const [rarest] = words.map((slot) => slot.text).sort((a, b) => vocabulary.docs(a) - vocabulary.docs(b));
  if (words.length < 2 || rarest === undefined) return null;
  const shorter = query
    .replace(WORD, (word) => (fold(word) === rarest ? ' ' : word))
    .replace(/\s+/g, ' ')
    .trim();
  return shorter === query || shorter === '' ? null : shorter;
}
