import {
  callNumberRange,
  selectBibCards,
  selectBibIdsByCallNumber,
  selectBibIdsEnteredSince,
  selectReadableBibIds,
  type BibCard,
} from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { answerQuery } from './answer-query.ts';
import { labelFacets, type LabelledFacets } from './label-facets.ts';
import { libraryNames } from './library-names.ts';
import type { LiveIndex } from './live-index.ts';
import { noteVainSearch } from './vain/note-vain-search.ts';
import { countFacets, type Facets } from './rules/count-facets.ts';
import { filterHits, type Filtered, type SearchFilters } from './rules/filter-hits.ts';
import { pageHits } from './rules/page-hits.ts';
import type { Plan } from './rules/query/plan-query.ts';
import { inScratch } from './rules/postings/scratch.ts';
import type { Sort } from './rules/sorts.ts';
import { refuseTooLong } from './schema.ts';
import { searchEngineOf } from './search-engine.ts';

export interface SearchInput {
  /** The query as typed; empty or absent: everything. */
  q?: string | undefined;
  filters?: SearchFilters | undefined;
  sort?: Sort | undefined;
  /** How many results come before this page. */
  offset?: number | undefined;
  limit?: number | undefined;
  /** The last word may be unfinished. */
  typing?: boolean | undefined;
}

export interface SearchResult {
  hits: BibCard[];
  total: number;
  /** Results before the filters. */
  unfiltered: number;
  facets: LabelledFacets;
  /** The query that was answered. */
  query: string;
  /** The query as typed, when it found nothing and `query` was answered instead. */
  correctedFrom: string | null;
  /** Set when nothing has all of the query: these have some of it, the weightiest first. */
  partial: {
    /** Words as typed that none of these results has. */
    missing: string[];
  } | null;
  /** A query that may have been meant; the one typed was answered. */
  suggestion: string | null;
  /** True: the query is of signs alone; nothing was looked for. */
  asksNothing: boolean;
  /** True: the catalogue has just changed so much that this answer does not hold all of it yet. */
  stale: boolean;
  /** Folded words that the results were found by, for marking them on the page. */
  words: string[];
  /** Milliseconds from the question to the answer. */
  ms: number;
}

/**
 * Searches the catalogue: what `q` asks for (see rules/parse-query.ts), limited by the filters, with facets over the whole
 * result. When nothing is found, the likeliest other query is answered and `correctedFrom` says so, or what has some of it and `partial` says so.
 * A query without a word or number finds nothing and says so (`asksNothing`). Refuses `search.query_too_long`.
 */
export async function search(ctx: Ctx, input: SearchInput): Promise<SearchResult> {
  const started = performance.now();
  const { filters = {}, sort = 'relevance', offset = 0, limit = 20 } = input;
  const q = (input.q ?? '').trim();
  refuseTooLong(q);
  const [answer, readableIds] = await Promise.all([
    answerQuery(ctx.db, searchEngineOf(ctx), q, input.typing ?? false),
    selectReadableBibIds(ctx.db),
  ]);
  const { index } = answer;
  // whoever types signs alone has not asked for the whole catalogue
  const asksNothing = q !== '' && isEverything(answer.plan);
  const hits = asksNothing ? new Uint32Array() : answer.hits;
  const inVain = !asksNothing && (hits.length === 0 || answer.how !== 'as asked');
  if (inVain && answer.fresh && offset === 0 && !input.typing)
    await noteVainSearch(ctx, { text: q, place: 'catalogue' });
  const titleKey = sort === 'title' ? await index.titleKeys(ctx.db) : () => 0;
  const readable = recordsOf(index, readableIds);
  const asked = both(await callNumbersInRange(ctx, index, filters), await enteredSince(ctx, index, filters));
  const kept = both(asked, filters.readable ? readable : null);
  const { total, ords, facets, readableCount } = inScratch(() => {
    const filtered = filterHits(hits, index.columns, filters, kept);
    return {
      total: filtered.hits.length,
      readableCount: countIn(filtered.hits, readable),
      ords: pageHits(filtered.hits, sort, offset, limit, index.columns, titleKey),
      facets:
        filtered.hits === hits && answer.version === index.version && hits.length > FEW
          ? facetsOf(index, `${answer.how} ${input.typing ?? false} ${hits.length} ${answer.query}`, filtered)
          : countFacets(filtered, index.columns, filters, index.names),
    };
  });
  const ids = ords.map((ord) => index.columns.bibIds[ord] ?? 0);
  const [cards, names] = await Promise.all([selectBibCards(ctx.db, ids), libraryNames(ctx.db)]);
  return {
    hits: cards.map((card) => nearestFirst(card, filters.libraryIds ?? [], ctx.libraryId)),
    total,
    unfiltered: hits.length,
    facets: labelFacets({ ...facets, readable: readableCount }, ctx.locale, (id) => names.get(Number(id)) ?? id),
    query: answer.query,
    correctedFrom: answer.how === 'corrected' ? q : null,
    partial: answer.how === 'in part' ? { missing: answer.missing } : null,
    suggestion: answer.suggestion,
    asksNothing,
    stale: !answer.fresh,
    words: wordsOfPlan(answer.plan),
    ms: Math.round((performance.now() - started) * 100) / 100,
  };
}

/** Which records have a copy in the range of call numbers that is asked for, by ord; null = none is asked for. */
async function callNumbersInRange(ctx: Ctx, index: LiveIndex, filters: SearchFilters): Promise<Uint8Array | null> {
  const range = callNumberRange(filters.callNumberFrom ?? null, filters.callNumberTo ?? null);
  if (range.from === null && range.to === null) return null;
  return recordsOf(index, await selectBibIdsByCallNumber(ctx.db, range));
}

/** Which records were entered since the instant that is asked for, by ord; null = none is asked for. */
const enteredSince = async (
  ctx: Ctx,
  index: LiveIndex,
  { enteredSince: since }: SearchFilters,
): Promise<Uint8Array | null> =>
  since === undefined ? null : recordsOf(index, await selectBibIdsEnteredSince(ctx.db, since));

/** Marks records by their ids, by ord. */
function recordsOf(index: LiveIndex, ids: readonly number[]): Uint8Array {
  const marked = new Uint8Array(index.columns.capacity);
  for (const id of ids) {
    const ord = index.ordOf(id);
    if (ord !== undefined) marked[ord] = 1;
  }
  return marked;
}

/** What both leave; null = leaves everything. */
const both = (one: Uint8Array | null, other: Uint8Array | null): Uint8Array | null =>
  one && other ? one.map((mark, ord) => mark & (other[ord] ?? 0)) : (one ?? other);

function countIn(hits: Uint32Array, marked: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < hits.length; index++) count += marked[(hits[index] ?? 0) >>> 4] ?? 0;
  return count;
}

const isEverything = (plan: Plan): boolean => plan.required.length === 0 && plan.excluded.length === 0;

/** So few results are counted again as quickly as they are remembered. */
const FEW = 50;
/** For so many questions; then those that were counted first are forgotten. */
const HELD = 100;

const facetsHeld = new WeakMap<LiveIndex, { version: number; facets: Map<string, Facets> }>();

/**
 * Facets of everything that a query finds, counted once for each change of the index: what many ask for (the empty search page, common
 * words) is not counted for each of them. Nothing is older than the index itself, which has taken in every commit.
 * @param filtered what was found in the index as it is now, whole
 */
function facetsOf(index: LiveIndex, query: string, filtered: Filtered): Facets {
  const before = facetsHeld.get(index);
  const { facets } = before?.version === index.version ? before : { facets: new Map<string, Facets>() };
  const known = facets.get(query);
  if (known) return known;
  const counted = countFacets(filtered, index.columns, {}, index.names);
  const [oldest] = facets.keys();
  if (facets.size >= HELD && oldest !== undefined) facets.delete(oldest);
  facets.set(query, counted);
  facetsHeld.set(index, { version: index.version, facets });
  return counted;
}

/** The libraries chosen, then the reader's own, then those with most copies on the shelf. */
function nearestFirst(card: BibCard, chosen: readonly number[], own: number | null): BibCard {
  const nearness = (libraryId: number): number => (chosen.includes(libraryId) ? 2 : libraryId === own ? 1 : 0);
  const holdings = [...card.holdings].sort((a, b) => nearness(b.libraryId) - nearness(a.libraryId));
  return { ...card, holdings };
}

function wordsOfPlan(plan: Plan): string[] {
  const words = plan.required.flatMap((slot) =>
    slot.kind === 'phrase' ? slot.variants.flat(2) : [slot.text, ...slot.exact.map((ref) => ref.key)],
  );
  return [...new Set(words)];
}
