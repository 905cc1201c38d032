import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { search } from './search.ts';
import { weighLikes, type SuggestedClass } from './rules/weigh-likes.ts';

/** What like titles suggest for one that is being catalogued. */
export interface SuggestedClassing {
  classes: SuggestedClass[];
  subjects: { name: string; count: number }[];
}

const LOOKED_AT = 20;
const SUGGESTED = 3;
const LONGEST = 200;

/**
 * Classes and subject headings of like titles: those of the same author, and those that share words of the title. Needs `catalog.read`. Nothing
 * where nothing is like it.
 */
export async function suggestClass(ctx: Ctx, input: { title: string; author: string }): Promise<SuggestedClassing> {
  authorizeAnywhere(ctx, 'catalog.read');
  const asked = [input.author, input.title].map((text) => text.trim().slice(0, LONGEST)).filter((text) => text !== '');
  // as if somebody typed: no reader has looked for it in vain
  const answers = await Promise.all(asked.map(async (q) => search(ctx, { q, limit: LOOKED_AT, typing: true })));
  const likes = new Map(answers.flatMap(({ hits }) => hits).map((card) => [card.id, card]));
  const counts = new Map<string, number>();
  for (const { value, count } of answers.flatMap(({ facets }) => facets.subject)) {
    counts.set(value, Math.max(count, counts.get(value) ?? 0));
  }
  return {
    classes: weighLikes([...likes.values()], { author: input.author, most: SUGGESTED }),
    subjects: [...counts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, SUGGESTED),
  };
}
