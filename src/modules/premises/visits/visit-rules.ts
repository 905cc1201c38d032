import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { VisitRule } from './client.ts';
import { findRule, upsertRule } from './data/rules.queries.ts';
import { visitRuleInput } from './schema.ts';

/** Within an hour a card counts once, where a library says nothing else. */
const REPEAT_MINUTES = 60;

/** How a library counts. */
export async function visitRuleOf(db: Db | Tx, libraryId: number): Promise<VisitRule> {
  const rule = await findRule(db, libraryId);
  return {
    repeatMinutes: rule?.repeatMinutes ?? REPEAT_MINUTES,
    recordsLeaving: rule?.recordsLeaving ?? false,
  };
}

/** Says how a library counts. Permission `libraries.manage` there. */
export async function saveVisitRule(ctx: Ctx, libraryId: number, input: VisitRule): Promise<void> {
  authorize(ctx, 'libraries.manage', libraryId);
  const rule = parseInput(visitRuleInput, input);
  await getLibrary(ctx, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await visitRuleOf(trx, libraryId);
    await upsertRule(trx, libraryId, rule);
    await recordAudit(trx, ctx, {
      action: 'visit_rule.changed',
      entity: 'visit_rule',
      entityId: libraryId,
      libraryId,
      before,
      after: rule,
    });
  });
}
