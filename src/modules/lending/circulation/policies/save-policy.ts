import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { changePolicy, deletePolicy, insertPolicy, lockPolicy, type StoredPolicy } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { NOTHING_SET, POLICY_FIELDS, type PolicyValues } from '../rules/policies/policy-values.ts';
import type { PolicyKeys } from '../rules/policies/resolve-policy.ts';
import { policyChangesSchema, policyInputSchema, type PolicyChanges, type PolicyInput } from '../schema.ts';

const valuesOf = (rule: PolicyValues): object =>
  Object.fromEntries(POLICY_FIELDS.filter((field) => rule[field] !== null).map((field) => [field, rule[field]]));
const keysOf = ({ libraryId, categoryId, itemType }: PolicyKeys): PolicyKeys => ({ libraryId, categoryId, itemType });
const setsNothing = (rule: PolicyValues): boolean => POLICY_FIELDS.every((field) => rule[field] === null);

/**
 * Adds a rule for a (library, category, item type). Needs `policies.edit` at that library, network-wide for all libraries.
 * Throws `circulation.policy_taken` when there is a rule with the same keys.
 */
export async function createPolicy(ctx: Ctx, input: PolicyInput): Promise<StoredPolicy> {
  const { libraryId } = parseInput(policyInputSchema, input);
  authorize(ctx, 'policies.edit', libraryId);
  try {
    return await ctx.db.transaction().execute(async (trx) => addPolicy(trx, ctx, input));
  } catch (error) {
    if (violatedUnique(error) !== null) throw circulationErrors.policyTaken();
    const key = violatedForeignKey(error);
    if (key !== null) throw platformErrors.invalidInput({}, { [FIELD_OF_KEY[key] ?? '_']: 'unknown' });
    throw error;
  }
}

/** Adds a rule in a transaction that is already open (sample data); the caller has checked the permission. */
export async function addPolicy(trx: Tx, ctx: Ctx, input: PolicyInput): Promise<StoredPolicy> {
  const rule = { ...NOTHING_SET, ...parseInput(policyInputSchema, input) };
  if (setsNothing(rule)) throw circulationErrors.policyNeeded();
  const added = await insertPolicy(trx, rule, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'policy.created',
    entity: 'policy',
    entityId: added.id,
    libraryId: added.libraryId,
    after: { ...keysOf(added), ...valuesOf(added) },
  });
  return added;
}

const FIELD_OF_KEY: Record<string, string> = {
  loan_policy_library_id_fkey: 'libraryId',
  loan_policy_category_id_fkey: 'categoryId',
  loan_policy_item_type_fkey: 'itemType',
};

/** Changes values of a rule that the editor has read as `version`. Throws `platform.version_conflict`, `circulation.policy_not_found`. */
export async function updatePolicy(ctx: Ctx, id: number, version: number, input: PolicyChanges): Promise<StoredPolicy> {
  const changes = parseInput(policyChangesSchema, input);
  return ctx.db.transaction().execute(async (trx) => {
    const rule = await lockPolicy(trx, id);
    if (!rule) throw circulationErrors.policyNotFound();
    authorize(ctx, 'policies.edit', rule.libraryId);
    if (rule.version !== version) throw platformErrors.versionConflict();
    if (setsNothing({ ...rule, ...changes })) throw circulationErrors.policyNeeded();
    const changed = await changePolicy(trx, id, changes, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'policy.updated',
      entity: 'policy',
      entityId: id,
      libraryId: rule.libraryId,
      ...changedParts(onlyValues(rule), onlyValues(changed)),
    });
    return changed;
  });
}
const onlyValues = (rule: PolicyValues) => Object.fromEntries(POLICY_FIELDS.map((field) => [field, rule[field]]));

/** Takes a rule away; what it set is inherited again. @returns what it was, so that a page can offer to bring it back */
export async function removePolicy(ctx: Ctx, id: number, version: number): Promise<StoredPolicy> {
  return ctx.db.transaction().execute(async (trx) => {
    const rule = await lockPolicy(trx, id);
    if (!rule) throw circulationErrors.policyNotFound();
    authorize(ctx, 'policies.edit', rule.libraryId);
    if (rule.version !== version) throw platformErrors.versionConflict();
    await deletePolicy(trx, id);
    await recordAudit(trx, ctx, {
      action: 'policy.removed',
      entity: 'policy',
      entityId: id,
      libraryId: rule.libraryId,
      before: { ...keysOf(rule), ...valuesOf(rule) },
    });
    return rule;
  });
}
