import { z } from 'zod';
import { viewFacts, visibleLibraries } from '#modules/ground/facts';
import { listLibraries, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { day, withinDays } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { selectPopulation } from './data/population.queries.ts';
import { median } from './rules/median.ts';
import { residentsOf, residentsOfCity, type Residents } from './rules/residents.ts';

/** Fewer libraries of a kind have no middle to be compared with. */
const LEAST_ALIKE = 3;

/** How much a library does for how many people; null = nothing was counted there, or nobody entered how many live there. */
export interface PerResident {
  /** null = all libraries, for the whole city. */
  library: Pick<Library, 'code' | 'name' | 'type'> | null;
  visits: number | null;
  loans: number | null;
  residents: Residents | null;
  visitsPerThousand: number | null;
  loansPerThousand: number | null;
  /** The middle of the libraries of its kind that know theirs, itself among them; null where they are fewer than three. */
  alike: number | null;
}

const asked = z.object({ from: day, to: day }).superRefine(withinDays(366));

/**
 * Loans and visits of libraries for those who live in their kelurahan, and of all for the city. Libraries that serve another public than a
 * kelurahan's stand without residents. Needs `reports.read`; the line of the city is told to who may read all.
 */
export async function viewPerResident(ctx: Ctx, input: z.input<typeof asked>): Promise<PerResident[]> {
  const { from, to } = parseInput(asked, input);
  const visible = visibleLibraries(ctx, undefined);
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ id }) => visible?.includes(id) ?? true);
  const population = await selectPopulation(ctx.db, Number(to.slice(0, 4)));
  const sums = async (kind: string): Promise<ReadonlyMap<number | null, number>> => {
    const { figures } = await viewFacts(ctx, { kind, from, to, byLibrary: true });
    return new Map(figures.map(({ libraryId, n }) => [libraryId, n]));
  };
  const [visits, loans] = [await sums('visit'), await sums('loan')];
  const lines = libraries.map(({ id, code, name, type, ...at }) =>
    lineOf(
      { code, name, type },
      visits.get(id) ?? null,
      loans.get(id) ?? null,
      type === 'kelurahan' ? residentsOf(population, at) : null,
    ),
  );
  const known = Map.groupBy(lines, ({ library }) => library?.type);
  const compared = lines.map((line) => {
    const alike = (known.get(line.library?.type) ?? []).flatMap(({ loansPerThousand: n }) => (n === null ? [] : [n]));
    return { ...line, alike: alike.length >= LEAST_ALIKE ? median(alike) : null };
  });
  const all = (of: ReadonlyMap<number | null, number>): number | null =>
    of.size === 0 ? null : [...of.values()].reduce((sum, n) => sum + n, 0);
  const city = lineOf(null, all(visits), all(loans), residentsOfCity(population));
  return visible === null ? [...compared, { ...city, alike: null }] : compared;
}

function lineOf(
  library: PerResident['library'],
  visits: number | null,
  loans: number | null,
  residents: Residents | null,
): Omit<PerResident, 'alike'> {
  const perThousand = (n: number | null): number | null =>
    n === null || residents === null || residents.people === 0
      ? null
      : Math.round((n * 10_000) / residents.people) / 10;
  return {
    library,
    visits,
    loans,
    residents,
    visitsPerThousand: perThousand(visits),
    loansPerThousand: perThousand(loans),
  };
}
