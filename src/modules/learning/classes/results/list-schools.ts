import type { Ctx } from '#platform/context';
import { authorizeAnywhere, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { CityResults } from '../client.ts';
import { tellClasses, type Asker } from '../rules/tell-classes.ts';
import { countedClasses } from './counted-classes.ts';
import { heldIn } from './view-school.ts';

/**
 * What came of the classes of schools in a school year: to who sees the whole network every school from ten pupils on, hidden ones not to be
 * reckoned from the sum; to others those of their libraries. Needs `reports.read` or `courses.manage` somewhere.
 * @param year a school year; one in which there is no class is the last in which there is one
 */
export async function listSchoolResults(ctx: Ctx, year: string | null): Promise<CityResults> {
  if (!canAnywhere(ctx.actor, 'courses.manage')) authorizeAnywhere(ctx, 'reports.read');
  const granted = (['courses.manage', 'reports.read'] as const).map((permission) =>
    grantedLibraries(ctx.actor, permission),
  );
  const isWhole = granted.includes('all');
  const asker: Asker = isWhole ? 'city' : 'school';
  const libraryIds = isWhole ? null : [...new Set(granted.flatMap((one) => (one === 'all' ? [] : one)))];
  const { classes, ...found } = await countedClasses(ctx, { libraryIds, year, asker });
  const told = tellClasses(classes, asker);
  const schools = [...Map.groupBy(classes, ({ libraryId }) => libraryId)];
  return {
    ...found,
    all: isWhole ? { ...told(), ...heldIn(classes) } : null,
    schools: schools.map(([libraryId, own]) => ({
      libraryId,
      // of a library by itself: what its own report tells
      ...(isWhole ? told({ libraryId }) : tellClasses(own, asker)({ libraryId })),
      ...heldIn(own),
    })),
  };
}
