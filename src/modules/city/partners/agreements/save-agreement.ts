import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import {
  deleteAgreement,
  findAgreement,
  insertAgreement,
  insertDuty,
  selectDuties,
  updateAgreement,
} from '../data/agreements.queries.ts';
import { isOfPartner } from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { agreementInput, renewalInput, type AgreementInput, type RenewalInput } from '../schema.ts';
import { agreementAt } from './held-agreement.ts';

const ABOUT = { entity: 'agreement' } as const;

/** Throws at the field where somebody who signs is nobody of the partner. */
async function checkSigner(trx: Tx, partnerId: number, signerId: number | null, before: number | null = null) {
  if (signerId === null || signerId === before) return;
  if (!(await isOfPartner(trx, signerId, partnerId)))
    throw platformErrors.invalidInput({}, { theirSignerId: 'unknown' });
}

/** Drafts an agreement of a partner with the library that looks after them. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `platform.invalid_input`. @returns its id */
export async function draftAgreement(ctx: Ctx, partnerId: number, input: AgreementInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const agreement = parseInput(agreementInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await livingPartner(trx, partnerId);
    await checkSigner(trx, partnerId, agreement.theirSignerId);
    const now = ctx.clock.now();
    const made = { createdAt: now, changedAt: now, createdBy: actorName(ctx.actor) };
    const id = await insertAgreement(trx, { ...agreement, ...made, partnerId, libraryId, state: 'draft' });
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.drafted', ...ABOUT, entityId: id, libraryId },
      after: { kind: agreement.kind, title: agreement.title, partnerId },
    });
    return id;
  });
}

/** Changes an agreement that is not signed. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`, `platform.invalid_input`. */
export async function changeAgreement(
  ctx: Ctx,
  id: number,
  { version, ...input }: AgreementInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const agreement = parseInput(agreementInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await agreementAt(trx, id, version, ['draft', 'sent']);
    await checkSigner(trx, held.partnerId, agreement.theirSignerId, held.theirSignerId);
    await updateAgreement(trx, id, { ...agreement, changedAt: ctx.clock.now() });
    const of = ({ title, fromOn, untilOn }: { title: string; fromOn: string; untilOn: string }) => ({
      title,
      fromOn,
      untilOn,
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.changed', ...ABOUT, entityId: id, libraryId: held.libraryId },
      before: of(held),
      after: of(agreement),
    });
  });
}

/** Deletes a draft. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export async function deleteAgreementDraft(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await agreementAt(trx, id, version, ['draft']);
    await deleteAgreement(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.deleted', ...ABOUT, entityId: id, libraryId: held.libraryId },
      before: { title: held.title, kind: held.kind },
    });
  });
}

/**
 * Drafts the agreement that goes on with one that was signed: its words, signers and obligations, without their days. One has one successor.
 * Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `followed_twice`, `partners.merged`,
 * `platform.invalid_input`. @returns its id
 */
export async function renewAgreement(
  ctx: Ctx,
  id: number,
  { version, ...input }: RenewalInput & { version: number },
): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { fromOn, untilOn } = parseInput(renewalInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const seen = await findAgreement(trx, id, fromOn);
    if (!seen) throw partnerErrors.agreementNotFound();
    // the partner first, as whoever merges does
    const { libraryId } = await livingPartner(trx, seen.partnerId);
    const held = await agreementAt(trx, id, version, ['signed', 'ended']);
    if (held.isFollowed) throw partnerErrors.followedTwice();
    const { partnerId, kind, title, titleEn, scope, scopeEn, ourSigner, ourOffice, theirSignerId } = held;
    const now = ctx.clock.now();
    const nextId = await insertAgreement(trx, {
      ...{ partnerId, libraryId, kind, title, titleEn, scope, scopeEn, ourSigner, ourOffice, theirSignerId },
      ...{ fromOn, untilOn, state: 'draft', followsId: id },
      ...{ createdAt: now, changedAt: now, createdBy: actorName(ctx.actor) },
    });
    for (const { side, text, accountId, personId } of await selectDuties(trx, id))
      await insertDuty(trx, { agreementId: nextId, side, text, accountId, personId });
    await updateAgreement(trx, id, { changedAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.renewed', ...ABOUT, entityId: id, libraryId },
      after: { nextId, fromOn, untilOn },
    });
    return nextId;
  });
}
