import type { BibCard } from '#modules/collection/catalog';
import { search } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { asksSomething, type CollectionRule } from './rules/terms.ts';

const DAY = 86_400_000;

/** What a rule finds at this moment, in its order, and how many there are in all. @param libraryId of this library's own records alone; null = of all */
export async function findByRule(
  ctx: Ctx,
  { rule, libraryId }: { rule: CollectionRule; libraryId: number | null },
): Promise<{ cards: BibCard[]; total: number }> {
  if (!asksSomething(rule)) return { cards: [], total: 0 };
  const named = (code: string | null) => (code === null ? undefined : [code]);
  const { newWithinDays: days } = rule;
  const { hits, total } = await search(ctx, {
    sort: rule.order,
    limit: rule.most,
    filters: {
      libraryIds: libraryId === null ? undefined : [libraryId],
      subjects: rule.subjects,
      authors: rule.authors,
      ddc: rule.ddc,
      languages: named(rule.language),
      materials: named(rule.material),
      audiences: named(rule.audience),
      yearFrom: rule.yearFrom ?? undefined,
      yearTo: rule.yearTo ?? undefined,
      enteredSince: days === null ? undefined : new Date(ctx.clock.now().getTime() - days * DAY),
    },
  });
  return { cards: hits, total };
}
