import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { factsOf } from '#modules/ground/facts';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { deleteTarget, lockTarget, lockTargetById, writeTarget } from './data/targets.queries.ts';
import { targetErrors } from './errors.ts';
import { targetInput, type TargetInput } from './schema.ts';

/**
 * Sets what a library, or the network, means to reach in a year; one that stands there is replaced. Needs `reports.submit` there.
 * Refuses `facts.kind_unknown`, `libraries.not_found`. @returns its id
 */
export async function setTarget(ctx: Ctx, input: TargetInput): Promise<number> {
  const target = parseInput(targetInput, input);
  authorize(ctx, 'reports.submit', target.libraryId);
  factsOf(target.kind);
  return ctx.db.transaction().execute(async (trx) => {
    if (target.libraryId !== null) await getLibrary({ db: trx }, target.libraryId);
    return saveTarget(trx, ctx, target);
  });
}

/** Writes it, with its trace. */
export async function saveTarget(trx: Tx, ctx: Ctx, target: z.output<typeof targetInput>): Promise<number> {
  const before = await lockTarget(trx, target);
  const id = await writeTarget(trx, { ...target, setBy: actorName(ctx.actor), setAt: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    action: 'target.set',
    entity: 'target',
    entityId: id,
    libraryId: target.libraryId,
    ...(before && { before: { goal: before.goal } }),
    after: target,
  });
  return id;
}

/** Takes one back. Needs `reports.submit` there. Refuses `targets.not_found`. */
export async function removeTarget(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const target = await lockTargetById(trx, id);
    if (!target) throw targetErrors.notFound();
    const { year, libraryId, kind, goal } = target;
    authorize(ctx, 'reports.submit', libraryId);
    await deleteTarget(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'target.removed', entity: 'target', entityId: id, libraryId },
      before: { year, kind, goal },
    });
  });
}
