import type { Ctx } from '#platform/context';
import { heavyErrors, type Asker } from '#platform/background/heavy';
import { selectWork } from '#platform/background/heavy-queue';
import type { HeavyWork } from '#platform/background/heavy-row';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isWorkId = (id: string): boolean => UUID.test(id);

const asked = (asker: Asker | null, { actor }: Pick<Ctx, 'actor'>): boolean => {
  if (asker?.kind === 'anonymous') return true;
  if (asker?.kind === 'account') return actor.kind === 'account' && actor.id === asker.id;
  return asker?.kind === 'member' && actor.kind === 'member' && actor.id === asker.id;
};

/** A piece of work of whoever asks for it. Refuses `heavy_work.not_found`, also where it is somebody else's. */
export async function ownWork(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<HeavyWork> {
  const work = isWorkId(id) ? await selectWork(ctx.db, id) : undefined;
  if (!work || !asked(work.asker, ctx)) throw heavyErrors.notFound();
  return work;
}
