import { fold } from '#shared/text/fold';
import { editDistance } from '../words/edit-distance.ts';
import type { Plan, WordSlot } from './plan-query.ts';
import type { Stemmer } from '../words/stem-exceptions.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

const CANDIDATES_PER_WORD = 3;
/** A word that the catalogue knows is doubted less readily than an unknown one, and only for one that is so much commoner. */
const KNOWN_WORD = 9;
const MUCH_COMMONER = 20;
/** A root up to this length with two mistakes is another word: jahit, jadi. */
const SHORT_ROOT = 6;
const JOINED = 4;
const WORD = /[\p{L}\p{N}\p{M}'’`]+/gu;

/** The words of the catalogue and their roots. */
interface Language {
  vocabulary: Vocabulary;
  stem: Stemmer;
}

interface Choice {
  query: string;
  cost: number;
}

/**
 * What may have been meant by a query that finds nothing: other queries, likeliest first. Words are exchanged for known
 * ones like them, taken apart where a space was forgotten, put together where there is one too many.
 */
export function correctedQueries(query: string, plan: Plan, language: Language, limit: number): string[] {
  const { vocabulary } = language;
  const words = plan.required.filter(
    (slot): slot is WordSlot => slot.kind === 'word' && slot.field !== 'isbn' && !slot.functional,
  );
  let choices: Choice[] = [{ query, cost: 0 }];
  for (const word of words) {
    const options = optionsFor(word.text, language);
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

function optionsFor(text: string, { vocabulary, stem }: Language): { word: string; cost: number }[] {
  const docs = vocabulary.docs(text);
  const penalty = docs > 0 ? KNOWN_WORD : 0;
  const options = [{ word: text, cost: 0 }];
  for (const { word, cost } of vocabulary.correct(text, CANDIDATES_PER_WORD)) {
    if (docs > 0 && vocabulary.docs(word) < docs * MUCH_COMMONER) continue;
    if (!mayBeMeant(text, word, stem)) continue;
    // a choice must never be cheaper than leaving a known word alone
    options.push({ word, cost: Math.max(cost, 0.5) + penalty - (docs > 0 ? 0 : UNKNOWN_WORD) });
  }
  const apart = docs > 0 ? null : vocabulary.split(text);
  if (apart) options.push({ word: apart.join(' '), cost: JOINED * 2 - UNKNOWN_WORD });
  return options;
}

/** Two mistakes are many when a prefix makes up most of what two words share: menjahit is not menjadi. */
function mayBeMeant(text: string, word: string, stem: Stemmer): boolean {
  if (editDistance(text, word, 1) !== Infinity) return true;
  const [root, other] = [stem(text), stem(word)];
  return editDistance(root, other, Math.min(root.length, other.length) <= SHORT_ROOT ? 1 : 2) !== Infinity;
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
