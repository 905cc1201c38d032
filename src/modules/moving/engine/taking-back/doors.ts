import { takeBackAttachments, takeBackBibs, takeBackItems } from '#modules/collection/catalog';
import { takeBackIssues, takeBackSubscriptions } from '#modules/collection/serials';
import { takeBackAccounts } from '#modules/ground/identity';
import { takeBackClosings } from '#modules/ground/libraries';
import { takeBackMoney } from '#modules/lending/charges';
import { takeBackHolds, takeBackLoans, takeBackPolicies } from '#modules/lending/circulation';
import { takeBackBlocks, takeBackCategories, takeBackMembers } from '#modules/people/members';
import { takeBackVisits } from '#modules/premises/visits';
import { takeBackStocktakes } from '#modules/stock/stocktake';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MadeKind } from '../data/made-kinds.ts';

/** Removes rows of a kind with all that is theirs. @returns files that nothing names any more */
type TakeBack = (trx: Tx, ctx: Ctx, ids: readonly number[]) => Promise<string[] | void>;

/** The one door of each module for giving back what it took in. */
export const DOORS: Readonly<Record<MadeKind, TakeBack>> = {
  stocktake: takeBackStocktakes,
  issue: takeBackIssues,
  subscription: takeBackSubscriptions,
  money: takeBackMoney,
  hold: takeBackHolds,
  loan: takeBackLoans,
  block: takeBackBlocks,
  visit: takeBackVisits,
  attachment: takeBackAttachments,
  copy: takeBackItems,
  title: takeBackBibs,
  member: takeBackMembers,
  policy: takeBackPolicies,
  category: takeBackCategories,
  closing: takeBackClosings,
  account: takeBackAccounts,
};
