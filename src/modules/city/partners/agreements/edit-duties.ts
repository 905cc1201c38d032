import { staffAt } from '#modules/ground/identity';
import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { deleteDuty, findDuty, insertDuty, updateDuty, type LockedAgreement } from '../data/agreements.queries.ts';
import { isOfPartner } from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackPromises } from '../meetings/take-back.ts';
import type { AgreementState, DutySide } from '../rules/terms.ts';
import { dutyInput, type DutyInput } from '../schema.ts';
import { agreementIn } from './held-agreement.ts';

const UNSIGNED: readonly AgreementState[] = ['draft', 'sent'];

interface Keepers {
  side: DutySide;
  accountId: number | null;
  personId: number | null;
}

/** Throws at the field where who is to see to it works elsewhere, or is nobody of the partner. */
async function checkKeeper(
  trx: Tx,
  { libraryId, partnerId }: Pick<LockedAgreement, 'libraryId' | 'partnerId'>,
  { side, accountId, personId }: Keepers,
): Promise<void> {
  if (accountId !== null) {
    const known = side === 'ours' && (await staffAt(trx, libraryId)).some(({ id }) => id === accountId);
    if (!known) throw platformErrors.invalidInput({}, { accountId: 'unknown' });
  }
  if (personId !== null) {
    const known = side === 'theirs' && (await isOfPartner(trx, personId, partnerId));
    if (!known) throw platformErrors.invalidInput({}, { personId: 'unknown' });
  }
}

/** Adds an obligation to what is not signed. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.invalid_input`. @returns its id */
export async function addDuty(ctx: Ctx, agreementId: number, input: DutyInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const duty = parseInput(dutyInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await agreementIn(trx, agreementId, UNSIGNED);
    await checkKeeper(trx, held, duty);
    const id = await insertDuty(trx, { ...duty, agreementId });
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.duty_added', entity: 'agreement', entityId: agreementId, libraryId: held.libraryId },
      after: { side: duty.side, dueOn: duty.dueOn },
    });
    return id;
  });
}

/** Holds the agreement of an obligation, and reads that under its lock. Throws `partners.duty_not_found`, `agreement_forbids`. */
async function heldDuty(trx: Tx, id: number, states: readonly AgreementState[]) {
  const seen = await findDuty(trx, id);
  if (!seen) throw partnerErrors.dutyNotFound();
  const agreement = await agreementIn(trx, seen.agreementId, states);
  const duty = await findDuty(trx, id);
  if (!duty) throw partnerErrors.dutyNotFound();
  return { agreement, duty };
}

/** Takes an obligation out of what is not signed. Needs `partners.manage`. Throws `partners.duty_not_found`, `agreement_forbids`. */
export async function removeDuty(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { agreement, duty } = await heldDuty(trx, id, UNSIGNED);
    await deleteDuty(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.duty_removed', entity: 'agreement', entityId: agreement.id },
      libraryId: agreement.libraryId,
      before: { side: duty.side, dueOn: duty.dueOn },
    });
  });
}

/** Says who sees to an obligation, also of what is signed: an account of ours, or somebody of the partner. Needs `partners.manage`. Throws `partners.duty_not_found`, `agreement_forbids`, `platform.version_conflict`, `platform.invalid_input`. */
export async function assignDuty(
  ctx: Ctx,
  id: number,
  { version, accountId, personId }: { version: number; accountId: number | null; personId: number | null },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { agreement, duty } = await heldDuty(trx, id, ['draft', 'sent', 'signed']);
    if (duty.version !== version) throw platformErrors.versionConflict();
    await checkKeeper(trx, agreement, { side: duty.side, accountId, personId });
    await updateDuty(trx, id, { accountId, personId });
    await takeBackPromises(trx, ctx, [{ what: 'duty', id }]);
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.duty_assigned', entity: 'agreement', entityId: agreement.id },
      libraryId: agreement.libraryId,
      after: { dutyId: id, accountId, personId },
    });
  });
}

async function settle(ctx: Ctx, which: { id: number; version: number; done: boolean }): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => settleDuty(trx, ctx, which));
}

/**
 * The same in the caller's transaction, which has checked who may. Throws `partners.duty_not_found`, `agreement_forbids`,
 * `platform.version_conflict`.
 * @param which.version null: as it stands; one that is kept already stays as it is
 */
export async function settleDuty(
  trx: Tx,
  ctx: Ctx,
  { id, version, done }: { id: number; version: number | null; done: boolean },
): Promise<void> {
  const { agreement, duty } = await heldDuty(trx, id, ['signed']);
  if (version === null && duty.doneOn !== null) return;
  if (version !== null && duty.version !== version) throw platformErrors.versionConflict();
  const today = localDate(ctx.clock.now(), await zoneOf({ db: trx, libraryId: agreement.libraryId }));
  const kept = done ? { doneOn: today, doneBy: actorName(ctx.actor) } : { doneOn: null, doneBy: '' };
  await updateDuty(trx, id, kept);
  if (done) await takeBackPromises(trx, ctx, [{ what: 'duty', id }]);
  await recordAudit(trx, ctx, {
    action: done ? 'agreement.duty_done' : 'agreement.duty_reopened',
    ...{ entity: 'agreement', entityId: agreement.id, libraryId: agreement.libraryId },
    before: { dutyId: id, doneOn: duty.doneOn },
    after: { doneOn: kept.doneOn },
  });
}

/** Says that an obligation of a signed agreement is kept, as of today. Needs `partners.manage`. Throws `partners.duty_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const finishDuty = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  settle(ctx, { id, version, done: true });

/** Takes that back. Needs `partners.manage`. Throws `partners.duty_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const reopenDuty = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  settle(ctx, { id, version, done: false });
