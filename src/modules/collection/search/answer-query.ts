import type { Db } from '#platform/database/db';
import { askIndex, type Asked } from './ask-index.ts';
import { withFoundByNumber } from './find-by-number.ts';
import type { LiveIndex } from './live-index.ts';
import { correctedQueries } from './rules/query/correct-query.ts';
import type { Plan } from './rules/query/plan-query.ts';
import type { SearchEngine } from './search-engine.ts';

/** What a query is answered with. */
export interface Answer {
  /** The query that was answered. */
  query: string;
  plan: Plan;
  index: LiveIndex;
  /** How many changes the index had taken in when these were found. */
  version: number;
  /** Ranked list. */
  hits: Uint32Array;
  /** `as asked`: what was asked for, found or not; `corrected`: another query in its place; `in part`: records that have some of it. */
  how: 'as asked' | 'corrected' | 'in part';
  /** Of an answer in part: words as typed that none of the records has. */
  missing: string[];
  suggestion: string | null;
  /** Does it hold all that was committed before it was asked for? */
  fresh: boolean;
}

const CORRECTIONS = 6;
/** A query with no more results than this is doubted, if a likely other one has many more. */
const FEW = 2;
const MANY_MORE = 20;

/**
 * Finds what a query asks for. When that is nothing: what the likeliest other spelling of it finds; else what has a part of it, the weightiest
 * first.
 */
export async function answerQuery(db: Db, engine: SearchEngine, query: string, typing: boolean): Promise<Answer> {
  const asked = await askIndex(engine, query, typing ? 'typing' : 'finished');
  const { index, version, fresh } = asked.matches;
  const hits = await withFoundByNumber(db, index, asked.matches.hits, query);
  if (hits.length > 0) {
    const suggestion = await suggestionFor(engine, asked, hits.length);
    return { query, plan: asked.plan, index, version, hits, how: 'as asked', missing: [], suggestion, fresh };
  }
  const otherwise = (await answerOfAnother(engine, asked)) ?? (await answerInPart(engine, asked));
  return (
    otherwise ?? {
      query,
      plan: asked.plan,
      index,
      version,
      hits,
      how: 'as asked',
      missing: [],
      suggestion: null,
      fresh,
    }
  );
}

/** That of the first of the likely other spellings that finds something. */
async function answerOfAnother(engine: SearchEngine, { query, plan, matches }: Asked): Promise<Answer | null> {
  for (const other of correctedQueries(query, plan, matches.index, CORRECTIONS)) {
    const asked = await askIndex(engine, other, 'finished');
    const { index, version, hits } = asked.matches;
    const fresh = asked.matches.fresh && matches.fresh;
    if (hits.length === 0) continue;
    return {
      query: other,
      plan: asked.plan,
      index,
      version,
      hits,
      how: 'corrected',
      missing: [],
      suggestion: null,
      fresh,
    };
  }
  return null;
}

async function answerInPart(engine: SearchEngine, { query, plan, matches }: Asked): Promise<Answer | null> {
  if (plan.required.length < 2) return null;
  const { index, version, some, fresh } = await engine.matchSome(plan);
  if (some === null) return null;
  const { hits, missing } = some;
  return {
    query,
    plan,
    index,
    version,
    hits,
    how: 'in part',
    missing,
    suggestion: null,
    fresh: fresh && matches.fresh,
  };
}

/** For a query that finds little: another that finds much more. */
async function suggestionFor(engine: SearchEngine, asked: Asked, found: number): Promise<string | null> {
  const { index } = asked.matches;
  if (found > FEW || asked.plan.required.length === 0) return null;
  const doubtful = asked.plan.required.some(
    (slot) => slot.kind === 'word' && slot.text.length > 4 && index.vocabulary.docs(slot.text) <= FEW,
  );
  if (!doubtful) return null;
  const [query] = correctedQueries(asked.query, asked.plan, index, 1);
  if (query === undefined) return null;
  const other = await askIndex(engine, query, 'finished');
  return other.matches.hits.length >= found * MANY_MORE ? query : null;
}
