import { selectBibTitles, type BibTitle } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { askIndex } from './ask-index.ts';
import type { ListField } from './rules/postings/columns.ts';
import { pageHits } from './rules/page-hits.ts';
import { searchEngineOf } from './search-engine.ts';
import { refuseTooLong } from './schema.ts';

/** What to offer while somebody types. */
export interface Suggestions {
  titles: BibTitle[];
  authors: { name: string; count: number }[];
  subjects: { name: string; count: number }[];
}

const SHORTEST = 2;
const TITLES = 5;
const NAMES = 3;
/** Names are taken from this many of the most popular matches. */
const LOOKED_AT = 3000;

/** Titles, authors and subjects for a query whose last word may be unfinished. Nothing for less than two letters. Refuses `search.query_too_long`. */
export async function suggest(ctx: Ctx, typed: string): Promise<Suggestions> {
  refuseTooLong(typed);
  const words = foldedKey(typed).split(' ');
  if (typed.trim().length < SHORTEST) return { titles: [], authors: [], subjects: [] };
  const { matches } = await askIndex(searchEngineOf(ctx), typed, 'typing');
  const { index, hits } = matches;
  const names = (field: ListField): { name: string; count: number }[] => {
    const dictionary = index.columns.dictionaries[field];
    const { counts, numbers } = index.names.count(index.columns, field, [hits.subarray(0, LOOKED_AT)]);
    return Array.from(numbers, (number) => ({ name: dictionary.label(number), count: counts[number] ?? 0 }))
      .filter(({ name }) => hasWords(foldedKey(name), words))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, NAMES);
  };
  const ords = pageHits(hits, 'relevance', 0, TITLES, index.columns, () => 0);
  const titles = await selectBibTitles(
    ctx.db,
    ords.map((ord) => index.columns.bibIds[ord] ?? 0),
  );
  return { titles, authors: names('authors'), subjects: names('subjects') };
}

/** Does each word begin a word of the name? */
const hasWords = (name: string, words: readonly string[]): boolean =>
  words.every((word) => name.startsWith(word) || name.includes(` ${word}`));
