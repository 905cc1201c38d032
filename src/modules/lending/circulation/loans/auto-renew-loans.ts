import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { AppError } from '#platform/errors';
import { selectDueBetween } from '../data/loans.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { renewAutomatically } from './renew-loan.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';

const BATCH = 500;
/** Whatever is due today in any zone is due within so many hours. */
const HOURS_AHEAD = 24;

/**
 * Renews what is due today and renews itself by its policy; what is refused (a blocked member, a limit) stays as it is. Running
 * twice renews once. For the system's own job.
 */
export async function autoRenewLoans(ctx: Ctx): Promise<{ renewed: number; refused: number }> {
  const from = ctx.clock.now();
  const to = new Date(from.getTime() + HOURS_AHEAD * 3_600_000);
  const rules = await selectPolicies(ctx.db);
  const done = { renewed: 0, refused: 0 };
  if (!rules.some((rule) => rule.autoRenewal)) return done;
  let afterId = 0;
  const round = new Round(ctx);
  for (;;) {
    const loans = await selectDueBetween(ctx.db, { from, to, afterId, limit: BATCH });
    await round.each(loans, async (loan) => {
      if (!resolvePolicy(rules, loan).policy.autoRenewal) return;
      const result = await tryRenew(oneAct(ctx), loan.id);
      if (result !== null) done[result]++;
    });
    const last = loans.at(-1);
    if (!last || loans.length < BATCH) break;
    afterId = last.id;
  }
  round.end();
  return done;
}

async function tryRenew(ctx: Ctx, loanId: number): Promise<'renewed' | 'refused' | null> {
  try {
    return (await renewAutomatically(ctx, loanId)) ? 'renewed' : null;
  } catch (error) {
    if (error instanceof AppError) return 'refused';
    throw error;
  }
}
