import { authorize, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { Placement } from '../client.ts';
import { selectPlacements } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { disclosedFigures } from './disclose.ts';
import type { Absence } from '../rules/absence.ts';
import { joinIkm, sampleSize, type Ikm, type JoinedIkm } from '../rules/ikm.ts';
import { getPlacement } from '../placements/view-placements.ts';

/** The standard instrument that asks for the nine elements. */
const IKM_KEY = 'ikm';

/** How many have to answer, and how many did. */
export interface Sampled {
  population: number;
  needed: number;
}

/** The size that a sample needs; null where nobody said of how many users it is one. */
export const sampledOf = ({ population }: Placement): Sampled | null =>
  population === null ? null : { population, needed: sampleSize(population) };

/** The public satisfaction index of a service in a year. */
export interface ServiceIkm {
  placement: Placement;
  ikm: Ikm | null;
  absent: Absence | null;
  sampled: Sampled | null;
}
export interface UnitIkm {
  year: string;
  /** By placement, the oldest first. */
  services: ServiceIkm[];
  /** Of those that have an index; null where fewer than two have one. Services of the same name are one. */
  joined: JoinedIkm | null;
}

/**
 * The indices of all services that a library asked about in the year of one of them with the same instrument, and joined. Only figures that are
 * disclosed enter it: a service with fewer than five complete sheets is in none of the sums, where it could be told from the rest.
 * Needs `responses.read` at the library. Throws `questionnaires.placement_not_found`.
 */
export async function viewUnitIkm(ctx: Ctx, placementId: number): Promise<UnitIkm> {
  const placement = await getPlacement(ctx, placementId);
  authorize(ctx, 'responses.read', placement.library.id);
  const { id: questionnaireId, instrument } = placement.questionnaire;
  const yearOf = ({ opensAt, library }: Placement): string => localDate(opensAt, library.timeZone).slice(0, 4);
  const year = yearOf(placement);
  const alike = await selectPlacements(ctx.db, { alike: { questionnaireId, instrument } }, ctx.clock.now());
  const services: ServiceIkm[] = [];
  for (const one of alike.toReversed()) {
    if (one.library.id !== placement.library.id || yearOf(one) !== year) continue;
    if (!can(ctx.actor, 'responses.read', one.library.id)) continue;
    const { ikm, absent } = await disclosedFigures(ctx, one, await readVersion(ctx.db, one.versionId));
    services.push({ placement: one, ikm, absent: absent.ikm, sampled: sampledOf(one) });
  }
  return { year, services, joined: joinIkm(byService(services)) };
}

/** Rounds of one service are one service. */
function byService(services: readonly ServiceIkm[]): Pick<Ikm, 'total' | 'complete'>[] {
  const measured = services.flatMap(({ placement, ikm }) =>
    ikm ? [{ name: placement.service || placement.id, ikm }] : [],
  );
  return [...Map.groupBy(measured, ({ name }) => name).values()].map((rounds) => ({
    total: rounds.reduce((sum, { ikm }) => sum + ikm.total, 0),
    complete: rounds.reduce((sum, { ikm }) => sum + ikm.complete, 0),
  }));
}

/**
 * Sums of the satisfaction survey of a year, by library: of all services that were asked about with the standard instrument. Only figures that are
 * disclosed are in it; a library without one is not there. The caller answers for who may know.
 */
export async function ikmSums(
  ctx: Pick<Ctx, 'clock'> & { db: Db | Tx },
  libraryIds: readonly number[],
  year: number,
): Promise<Map<number, { total: number; complete: number }>> {
  const placements = await selectPlacements(ctx.db, { libraries: libraryIds }, ctx.clock.now());
  const sums = new Map<number, { total: number; complete: number }>();
  for (const one of placements) {
    const { library, questionnaire, opensAt } = one;
    if (questionnaire.instrument !== IKM_KEY) continue;
    if (localDate(opensAt, library.timeZone).slice(0, 4) !== String(year)) continue;
    const { ikm } = await disclosedFigures(ctx, one, await readVersion(ctx.db, one.versionId));
    if (!ikm) continue;
    const before = sums.get(library.id) ?? { total: 0, complete: 0 };
    sums.set(library.id, { total: before.total + ikm.total, complete: before.complete + ikm.complete });
  }
  return sums;
}
