import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { deleteSource, lockSource } from './data/sources.queries.ts';
import { copyingErrors } from './errors.ts';
import { toldOf } from './save-source.ts';

/**
 * Takes a catalogue out of the list; records that were copied from it keep its name. Needs `settings.manage` network-wide. Throws
 * `copying.source_not_found`, `platform.version_conflict`.
 * @param seen the version that was read
 */
export async function removeSource(ctx: Ctx, id: number, seen: number): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  parseInput(version, seen);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockSource(trx, id);
    if (!before) throw copyingErrors.sourceNotFound();
    if (before.version !== seen) throw platformErrors.versionConflict();
    await deleteSource(trx, id);
    await recordAudit(trx, ctx, {
      action: 'record_source.removed',
      entity: 'record_source',
      entityId: id,
      before: toldOf(before),
    });
  });
}
