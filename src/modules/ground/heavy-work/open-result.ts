import { lostRight } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors, type AppError } from '#platform/errors';
import { heavyErrors, type Answer } from '#platform/background/heavy';
import type { HeavyWork } from '#platform/background/heavy-row';
import type { Storage } from '#platform/storage';
import { ownWork } from './own-work.ts';

/** Why somebody must not have (any more) what was read for them: a permission that they have lost meanwhile. null = they may. */
export function refusedResult({ actor }: Pick<Ctx, 'actor'>, { rights }: Pick<HeavyWork, 'rights'>): AppError | null {
  const permission = lostRight(actor, rights);
  return permission === null ? null : platformErrors.forbidden({ permission });
}

/**
 * What came of one's own work. It stays for a day. Refuses `heavy_work.not_found`, also once it is gone, and `platform.forbidden` to
 * whoever does not hold the permissions any more by which it was read, or brings a token that does not have them.
 */
export async function openResult(ctx: Pick<Ctx, 'db' | 'actor'>, storage: Storage, id: string): Promise<Answer> {
  const work = await ownWork(ctx, id);
  const { file } = work;
  if (!file) throw heavyErrors.notFound();
  const refused = refusedResult(ctx, work);
  if (refused) throw refused;
  return { fileName: file.name, mediaType: file.mediaType, sizeBytes: file.sizeBytes, body: storage.open(file.key) };
}
