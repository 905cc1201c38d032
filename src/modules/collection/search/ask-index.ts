import type { LiveIndex } from './live-index.ts';
import { isFunctionWord } from './rules/words/function-words.ts';
import { parseQuery } from './rules/query/parse-query.ts';
import { EVERYTHING, planQuery, type Completer, type Plan } from './rules/query/plan-query.ts';
import type { Matches, SearchEngine } from './search-engine.ts';

/** A query, how it was understood, and what it found. */
export interface Asked {
  query: string;
  plan: Plan;
  matches: Matches;
}

const COMPLETIONS = 30;
const SHORTEST_UNKNOWN = 4;

const whileTyping =
  (index: LiveIndex): Completer =>
  (prefix) =>
    index.vocabulary.complete(prefix, COMPLETIONS);
/** A last word of which nothing is known may be the beginning of one that is. */
const ifUnknown =
  (index: LiveIndex): Completer =>
  (word) =>
    word.length >= SHORTEST_UNKNOWN && index.vocabulary.docs(word) === 0 && !isFunctionWord({ forms: [word] })
      ? index.vocabulary.complete(word, COMPLETIONS)
      : [];

/** Asks the index. `typing`: the last word is taken as unfinished; `finished`: only when it is unknown as it stands. */
export async function askIndex(engine: SearchEngine, query: string, mode: 'typing' | 'finished'): Promise<Asked> {
  const clauses = parseQuery(query);
  let plan = EVERYTHING;
  const matches = await engine.match(`${mode} ${query}`, (index) => {
    plan = planQuery(clauses, index.stem, mode === 'typing' ? whileTyping(index) : ifUnknown(index));
    return plan;
  });
  return { query, plan, matches };
}
