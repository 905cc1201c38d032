import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Waiting } from '#platform/places';
import { copyChoice } from './copy-choice.ts';
import { selectOldestPlacing, selectPullLines, selectServable, type PullLine } from '../data/hold-views.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { withoutStranger } from '../served-members.ts';

/**
 * What the staff of a library fetch from their shelves for people who wait, in the order of the shelves. Computed anew at every look,
 * from the queues and the shelves of the whole network, by the rule that a scan goes by (rules/choose-copies.ts): what stands on the
 * list is given to whom it names. Needs `loans.read` there.
 */
export async function pullList(ctx: Ctx, libraryId: number): Promise<PullLine[]> {
  authorize(ctx, 'loans.read', libraryId);
  const pairs = await toPull(ctx, [libraryId]);
  const lines = await selectPullLines(ctx.db, pairs, ctx.clock.now());
  return lines.map((line) => ({ ...line, hold: withoutStranger(ctx.actor, 'loans.read', line.hold) }));
}

/** How many copies the staff of libraries (null: of all) fetch from their shelves. The caller answers for who may know. */
export async function countToPull(ctx: Ctx, libraryIds: readonly number[] | null): Promise<Waiting> {
  const pairs = await toPull(ctx, libraryIds);
  return {
    count: pairs.length,
    since: await selectOldestPlacing(
      ctx.db,
      pairs.map(([holdId]) => holdId),
    ),
  };
}

/** For which hold which copy is fetched. */
async function toPull(
  ctx: Ctx,
  libraryIds: readonly number[] | null,
): Promise<(readonly [holdId: number, itemId: number])[]> {
  const [{ holds, copies }, rules] = await Promise.all([selectServable(ctx.db), selectPolicies(ctx.db)]);
  const choose = await copyChoice(ctx.db, ctx, rules);
  const shelves = Map.groupBy(copies, (copy) => copy.bibId);
  const given = [...Map.groupBy(holds, (hold) => hold.bibId)].flatMap(([bibId, queue]) => [
    ...choose(queue, shelves.get(bibId) ?? []),
  ]);
  const here = new Set(copies.filter((copy) => libraryIds?.includes(copy.at) !== false).map((copy) => copy.id));
  return given.filter(([, itemId]) => here.has(itemId));
}
