import type { Ctx } from '#platform/context';
import { selectDueDates } from './data/loan-views.queries.ts';
import { selectPolicies } from './data/policies.queries.ts';
import { ANYONE } from './lend-support.ts';
import { resolvePolicy } from './rules/resolve-policy.ts';

/** What anyone may know about the lending of a copy; nothing of who has it. */
export interface CopyLending {
  /** When the copy that is out is expected back; null = it is not out. */
  dueAt: Date | null;
  /** Read in the library only, whoever asks. */
  referenceOnly: boolean;
}

/** How copies are lent, by their id. Open to everyone. */
export async function describeLending(
  ctx: Pick<Ctx, 'db'>,
  items: readonly { id: number; libraryId: number; itemType: string; onLoan: boolean }[],
): Promise<Map<number, CopyLending>> {
  const lent = items.filter((item) => item.onLoan).map((item) => item.id);
  const [dueDates, rules] = await Promise.all([selectDueDates(ctx.db, lent), selectPolicies(ctx.db)]);
  return new Map(
    items.map(({ id, libraryId, itemType }) => {
      const { policy } = resolvePolicy(rules, { libraryId, categoryId: ANYONE, itemType });
      return [id, { dueAt: dueDates.get(id) ?? null, referenceOnly: policy.referenceOnly }];
    }),
  );
}
