import type { MemberCategory } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { selectPolicies, type StoredPolicy } from '../data/policies.queries.ts';
import { isDelivered } from '../rules/policies/delivered.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';
import { addPolicy } from './save-policy.ts';

/** What a rule of another system says of lending to members of a category at a library, of one kind of copies or (null) of all. */
export interface BroughtPolicy {
  libraryId: number;
  category: Pick<MemberCategory, 'id' | 'code'>;
  itemType: string | null;
  values: BroughtValues;
}
/** Days and whole rupiah; what is left out is not said. */
export interface BroughtValues {
  maxLoans?: number;
  loanLength?: number;
  maxRenewals?: number;
  finePerDay?: number;
  graceDays?: number;
  maxHolds?: number;
}

/** What holds here for the same; a limit of null = there is none. */
export type ValuesHere = Record<keyof BroughtValues, number | null>;

const names = ({ libraryId, category }: BroughtPolicy, rule: StoredPolicy): boolean =>
  rule.categoryId === category.id && (rule.libraryId === null || rule.libraryId === libraryId);

/**
 * May a rule of another system be written? Where people have made a rule for the category, or there is one for just the same, it may not: what was
 * decided here holds. The rules that the product ships with are nobody's decision.
 * @param brought ids of rules that came from the other system
 */
export async function mayBringPolicy(
  db: Db | Tx,
  policy: BroughtPolicy,
  brought: ReadonlySet<number>,
): Promise<boolean> {
  const rules = (await selectPolicies(db)).filter((rule) => names(policy, rule));
  const isSame = (rule: StoredPolicy): boolean =>
    rule.libraryId === policy.libraryId && rule.itemType === policy.itemType;
  return !rules.some((rule) => isSame(rule) || !(brought.has(rule.id) || isDelivered(policy.category.code, rule)));
}

/** What holds here for the loans that a rule of another system speaks of. */
export async function valuesHere(db: Db | Tx, { libraryId, category, itemType }: BroughtPolicy): Promise<ValuesHere> {
  const loan = { libraryId, categoryId: category.id, itemType: itemType ?? '' };
  const { policy } = resolvePolicy(await selectPolicies(db), loan);
  const { loanLength, maxRenewals, finePerDay, graceDays } = policy;
  const limits = itemType === null ? policy : policy.ofType;
  return { loanLength, maxRenewals, finePerDay, graceDays, maxLoans: limits.maxLoans, maxHolds: limits.maxHolds };
}

/**
 * Writes a rule of another system in the caller's transaction; the caller has checked the permission, and that it may ({@link mayBringPolicy}).
 * A renewal is as long as a loan.
 * @returns the id of the rule
 */
export async function bringPolicy(
  trx: Tx,
  ctx: Ctx,
  { libraryId, category, itemType, values }: BroughtPolicy,
): Promise<number> {
  const { loanLength } = values;
  const days = loanLength === undefined ? {} : { loanUnit: 'day' as const, renewalLength: loanLength };
  const rule = await addPolicy(trx, ctx, { libraryId, categoryId: category.id, itemType, ...values, ...days });
  return rule.id;
}
