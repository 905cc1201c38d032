import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import { search, type SearchFilters } from '#modules/collection/search';
import { listOpenLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { FoundFacts } from '../rules/judge-found.ts';
import type { NamedLibrary } from '../rules/outcome.ts';
import type { SearchGoal } from '../rules/tasks.ts';
import { aroundEach } from './own-library.ts';

/** So many records are looked at to learn whether the search for some words finds one. */
const MOST_BY_WORDS = 500;

/** Ids of the open libraries that a goal names by their codes; a code that none has is left out. Null: it names none, any will do. */
export async function wantedLibraries(ctx: Ctx, { places }: Pick<SearchGoal, 'places'>): Promise<number[] | null> {
  if (places.length === 0) return null;
  const codes = new Set(places.map((code) => code.toLowerCase()));
  return (await listOpenLibraries(ctx)).filter(({ code }) => codes.has(code.toLowerCase())).map(({ id }) => id);
}

const named = (code: string | null): string[] | undefined => (code === null ? undefined : [code]);

/**
 * What a search for what answers a goal filters by. Copies count in the libraries that the goal names, else in those that are open: what stands in
 * another is on no shelf to which anybody can go. Null: there is no such library, and nothing answers.
 */
async function filtersOf(ctx: Ctx, goal: SearchGoal, wanted: readonly number[] | null): Promise<SearchFilters | null> {
  const isAnywhere = goal.standing === 'any';
  const libraryIds = wanted ?? (isAnywhere ? null : (await listOpenLibraries(ctx)).map(({ id }) => id));
  if (libraryIds?.length === 0) return null;
  return {
    ddc: goal.ddc.length === 0 ? undefined : goal.ddc,
    yearFrom: goal.yearFrom ?? undefined,
    yearTo: goal.yearTo ?? undefined,
    languages: named(goal.language),
    materials: named(goal.material),
    audiences: named(goal.audience),
    libraryIds: isAnywhere || libraryIds === null ? undefined : libraryIds,
    available: goal.standing === 'shelf' ? true : undefined,
  };
}

async function countIn(ctx: Ctx, goal: SearchGoal, wanted: readonly number[] | null): Promise<number> {
  const filters = await filtersOf(ctx, goal, wanted);
  if (filters === null) return 0;
  const found = await search(ctx, { q: goal.ddc.length === 0 ? goal.words : undefined, filters, limit: 1 });
  // what was found for other words than those is no answer
  return found.correctedFrom === null && found.partial === null ? found.total : 0;
}

/** So many records answer a goal near a library. */
interface NearAnswers {
  library: NamedLibrary;
  answers: number;
}

/** How many records answer a goal near each open library, where it asks for what is near; else nothing. */
export async function answersNear(ctx: Ctx, goal: SearchGoal): Promise<NearAnswers[]> {
  const km = goal.near ?? null;
  const found: NearAnswers[] = [];
  if (km === null) return found;
  // libraries of one town have the same ones near them: what was counted in these is not counted again
  const counted = new Map<string, number>();
  for (const { from, near } of await aroundEach(ctx, km)) {
    const among = near.toSorted((a, b) => a - b).join(' ');
    const answers = counted.get(among) ?? (await countIn(ctx, goal, near));
    counted.set(among, answers);
    found.push({ library: from, answers });
  }
  return found;
}

/**
 * How many records of the catalogue answer a goal at this moment; a library that no longer is names nothing, and nothing answers. What is to be near
 * is counted near the library of the course; in one of the whole network, or of a library that is not open any more, near that of which most is near:
 * there it can be solved.
 * @param found what {@link answersNear} found already; left out: it is asked
 */
export async function answersNow(
  ctx: Ctx,
  goal: SearchGoal,
  ofLibrary: number | null = null,
  found?: readonly NearAnswers[],
): Promise<number> {
  if ((goal.near ?? null) === null) return countIn(ctx, goal, await wantedLibraries(ctx, goal));
  const near = found ?? (await answersNear(ctx, goal));
  const own = near.filter(({ library }) => library.id === ofLibrary);
  return Math.max(0, ...(own.length === 0 ? near : own).map(({ answers }) => answers));
}

/** Some of the records that answer a goal at this moment, the best first. */
export async function answeringIds(ctx: Ctx, goal: SearchGoal, limit: number): Promise<number[]> {
  const filters = await filtersOf(ctx, goal, await wantedLibraries(ctx, goal));
  if (filters === null) return [];
  const q = goal.ddc.length === 0 ? goal.words : undefined;
  const found = await search(ctx, { q, filters, limit });
  return found.correctedFrom === null && found.partial === null ? found.hits.map(({ id }) => id) : [];
}

/** @param open ids of libraries that are open: what stands in another is on no shelf to which anybody can go */
const recordOf = (
  { year, languages, material, audience, ddc, holdings }: BibCard,
  open: ReadonlySet<number>,
): FoundFacts['record'] => ({
  ...{ year, languages, material, audience, ddc },
  holdings: holdings
    .filter(({ libraryId }) => open.has(libraryId))
    .map(({ libraryId, total, available, readHere }) => ({
      ...{ libraryId, total },
      onShelf: available + readHere,
    })),
});

/** Ids of what the search finds by the words of a goal: the best of all, and the best of what answers the rest of the goal as well. */
async function foundByWords(ctx: Ctx, goal: SearchGoal, wanted: readonly number[] | null): Promise<Set<number>> {
  const filters = await filtersOf(ctx, goal, wanted);
  const ids = new Set<number>();
  for (const asked of [{}, ...(filters ? [filters] : [])]) {
    const found = await search(ctx, { q: goal.words, filters: asked, limit: MOST_BY_WORDS });
    // what was found for other words than those says nothing
    if (found.correctedFrom === null && found.partial === null) for (const { id } of found.hits) ids.add(id);
  }
  return ids;
}

/** What the catalogue knows now of records that were chosen, in the order in which they were; one that was chosen twice is one. @param wanted ids of libraries in which they are to be; null: any */
export async function factsOf(
  ctx: Ctx,
  goal: SearchGoal,
  { bibIds, wanted }: { bibIds: readonly number[]; wanted: readonly number[] | null },
): Promise<FoundFacts[]> {
  const ids = [...new Set(bibIds)];
  const cards = new Map((await selectBibCards(ctx.db, ids)).map((card) => [card.id, card]));
  const open = new Set((await listOpenLibraries(ctx)).map(({ id }) => id));
  const byWords = goal.ddc.length > 0 ? new Set<number>() : await foundByWords(ctx, goal, wanted);
  return ids.map((bibId) => {
    const card = cards.get(bibId);
    return { bibId, record: card ? recordOf(card, open) : null, byWords: byWords.has(bibId) };
  });
}
