import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { copyChoice } from './copy-choice.ts';
import { selectPullLines, selectServable, type PullLine } from '../data/hold-views.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { withoutStranger } from '../served-members.ts';

/**
 * What the staff of a library fetch from their shelves for people who wait, in the order of the shelves. Computed anew at every look,
 * from the queues and the shelves of the whole network, by the rule that a scan goes by (rules/choose-copies.ts): what stands on the
 * list is given to whom it names. Needs `loans.read` there.
 */
export async function pullList(ctx: Ctx, libraryId: number): Promise<PullLine[]> {
  authorize(ctx, 'loans.read', libraryId);
  const [{ holds, copies }, rules] = await Promise.all([selectServable(ctx.db), selectPolicies(ctx.db)]);
  const choose = await copyChoice(ctx.db, ctx, rules);
  const shelves = Map.groupBy(copies, (copy) => copy.bibId);
  const given = [...Map.groupBy(holds, (hold) => hold.bibId)].flatMap(([bibId, queue]) => [
    ...choose(queue, shelves.get(bibId) ?? []),
  ]);
  const here = new Set(copies.filter((copy) => copy.at === libraryId).map((copy) => copy.id));
  const pairs = given.filter(([, itemId]) => here.has(itemId));
  const lines = await selectPullLines(ctx.db, pairs, ctx.clock.now());
  return lines.map((line) => ({ ...line, hold: withoutStranger(ctx.actor, 'loans.read', line.hold) }));
}
