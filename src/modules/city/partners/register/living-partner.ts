import { getLibrary } from '#modules/ground/libraries';
import { staffWho } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { lockPartner, type LockedPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';

/** Holds a partner that is there. Throws `partners.not_found`, `partners.merged` where it went into another one meanwhile. */
export async function livingPartner(trx: Tx, id: number): Promise<LockedPartner> {
  const held = await lockPartner(trx, id);
  if (!held) throw partnerErrors.notFound();
  if (held.mergedIntoId !== null) throw partnerErrors.merged({ into: held.mergedIntoId });
  return held;
}

/** The same as an editor saw it. Throws `platform.version_conflict`, too. */
export async function partnerAt(trx: Tx, id: number, version: number): Promise<LockedPartner> {
  const held = await livingPartner(trx, id);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** Throws at the field where a library is not there or not that of a school, or nobody who keeps partners is in charge; who was so before stays. */
export async function checkKeepers(
  ctx: Ctx,
  {
    libraryId,
    schoolLibraryId,
    inChargeId,
  }: Record<'schoolLibraryId' | 'inChargeId', number | null> & { libraryId: number },
  before: number | null = null,
): Promise<void> {
  await getLibrary(ctx, libraryId);
  if (schoolLibraryId !== null && (await getLibrary(ctx, schoolLibraryId)).type !== 'sekolah')
    throw platformErrors.invalidInput({}, { schoolLibraryId: 'unknown' });
  if (inChargeId === null || inChargeId === before) return;
  const keepers = await staffWho(ctx.db, 'partners.manage');
  if (!keepers.some(({ id }) => id === inChargeId)) throw platformErrors.invalidInput({}, { inChargeId: 'unknown' });
}
