import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, can, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { formatRupiah } from '#shared/money';
import type { Budget } from '../client.ts';
import { insertBudget, lockBudgets, selectBudgets, updateBudget } from '../data/budgets.queries.ts';
import { acquisitionErrors } from '../errors.ts';
import { amountInput, budgetInput, type BudgetInput } from './order-schema.ts';
import { afterChange, remainingOf } from '../rules/order-state.ts';

/** Budgets of the libraries where the actor orders or keeps budgets, the latest year first. Needs `orders.manage` or `budgets.manage`. */
export async function listBudgets(ctx: Ctx, filter: { year?: number | undefined } = {}): Promise<Budget[]> {
  const granted = [grantedLibraries(ctx.actor, 'orders.manage'), grantedLibraries(ctx.actor, 'budgets.manage')];
  const libraries = granted.flatMap((one) => (one === 'all' ? [] : one));
  const all = granted.includes('all');
  if (!all && libraries.length === 0) authorizeAnywhere(ctx, 'budgets.manage');
  return selectBudgets(ctx.db, { libraries: all ? null : libraries, year: filter.year ?? null });
}

/** Writes down what a library may spend. Needs `budgets.manage` there. Throws `acquisition.budget_taken`. @returns the id */
export async function createBudget(ctx: Ctx, libraryId: number, input: BudgetInput): Promise<number> {
  authorize(ctx, 'budgets.manage', libraryId);
  const budget = parseInput(budgetInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => writeBudget(trx, ctx, libraryId, budget));
  } catch (error) {
    if (violatedUnique(error)) throw acquisitionErrors.budgetTaken({ name: budget.name }, { name: 'taken' });
    throw error;
  }
}

/** The same inside a transaction that is already open; permission is the caller's affair. */
export async function writeBudget(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  budget: { source: string; year: number; name: string; amount: number },
): Promise<number> {
  const id = await insertBudget(trx, { ...budget, libraryId });
  await recordAudit(trx, ctx, { action: 'budget.created', entity: 'budget', entityId: id, libraryId, after: budget });
  return id;
}

/** Another amount. Needs `budgets.manage`. Throws `acquisition.budget_not_found`, `acquisition.budget_in_use`, `platform.version_conflict`. */
export async function changeBudget(
  ctx: Ctx,
  { id, version, ...input }: { id: number; version: number; amount: number | string },
): Promise<void> {
  authorizeAnywhere(ctx, 'budgets.manage');
  const { amount } = parseInput(amountInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const [budget] = await lockBudgets(trx, [id]);
    if (!budget) throw acquisitionErrors.budgetNotFound();
    authorize(ctx, 'budgets.manage', budget.libraryId);
    if (budget.version !== version) throw platformErrors.versionConflict();
    const used = budget.committed + budget.spent;
    if (amount < used)
      throw acquisitionErrors.budgetInUse({ used, usedText: formatRupiah(used) }, { amount: 'invalid' });
    // the new amount covers all that is used: what was confirmed beyond the old one is settled
    await updateBudget(trx, id, { amount, overrun: 0 });
    await recordAudit(trx, ctx, {
      action: 'budget.changed',
      entity: 'budget',
      entityId: id,
      libraryId: budget.libraryId,
      before: { amount: budget.amount },
      after: { amount },
    });
  });
}

export interface BudgetChange {
  budgetId: number;
  committed?: number;
  spent?: number;
}

/**
 * Moves money in budgets, which are locked here. Where one does not cover it, somebody who keeps budgets has to confirm it with a
 * reason; the database holds that nothing else goes below zero. Throws `acquisition.budget_exceeded`.
 * @param overrun.undoes something is taken back that was booked: it is booked back whatever the budget covers by now
 */
export async function moveMoney(
  trx: Tx,
  ctx: Ctx,
  changes: readonly BudgetChange[],
  overrun: { reason: string | null; undoes?: boolean },
): Promise<void> {
  const sums = new Map<number, { committed: number; spent: number }>();
  for (const { budgetId, committed = 0, spent = 0 } of changes) {
    const sum = sums.get(budgetId) ?? { committed: 0, spent: 0 };
    sums.set(budgetId, { committed: sum.committed + committed, spent: sum.spent + spent });
  }
  for (const budget of await lockBudgets(trx, [...sums.keys()])) {
    const { exceeds, ...use } = afterChange(budget, sums.get(budget.id) ?? {});
    const confirmed = overrun.reason !== null && can(ctx.actor, 'budgets.manage', budget.libraryId);
    if (exceeds > 0 && !confirmed && !overrun.undoes) {
      throw acquisitionErrors.budgetExceeded({
        name: `${budget.name} ${budget.year}`,
        missing: exceeds,
        missingText: formatRupiah(exceeds),
        remainingText: formatRupiah(remainingOf(budget)),
      });
    }
    await updateBudget(trx, budget.id, use);
    if (exceeds === 0) continue;
    await recordAudit(trx, ctx, {
      action: 'budget.exceeded',
      entity: 'budget',
      entityId: budget.id,
      libraryId: budget.libraryId,
      after: { exceeds, reason: overrun.reason },
    });
  }
}
