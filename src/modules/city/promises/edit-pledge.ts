import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { Tx } from '#platform/database/db';
import { insertPledge, lockPledge, updatePledge } from './data/pledges.queries.ts';
import { promiseErrors } from './errors.ts';
import { pledgeInput, signatureInput, type PledgeInput, type SignatureInput } from './schema.ts';

/**
 * Writes the pledge that is to follow the one that holds. Needs `standards.manage` in the whole network. Throws `platform.version_conflict`,
 * `platform.invalid_input`.
 * @param version of the draft that was read; 0 = there was none
 */
export async function writePledge(ctx: Ctx, { version, ...input }: PledgeInput & { version: number }): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  const pledge = parseInput(pledgeInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    const held = await lockPledge(trx, 'draft');
    if ((held?.version ?? 0) !== version) throw platformErrors.versionConflict();
    if (held) await updatePledge(trx, held.id, { ...pledge, changedAt: now });
    const id =
      held?.id ??
      (await insertPledge(trx, { ...pledge, createdAt: now, createdBy: actorName(ctx.actor), changedAt: now }));
    // somebody began one in the same moment
    if (id === null) throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, {
      ...{ action: 'service_pledge.written', entity: 'service_pledge', entityId: id },
      before: held ? { text: held.text } : null,
      after: { text: pledge.text },
    });
  });
}

/** Nobody signs for a day to come. Throws `promises.signed_ahead`. @returns the signature */
export async function signatureOf(trx: Tx, ctx: Ctx, input: SignatureInput) {
  const signature = parseInput(signatureInput, input);
  const today = localDate(ctx.clock.now(), await networkZone(trx));
  if (signature.signedOn > today) throw promiseErrors.signedAhead({}, { signedOn: 'future' });
  return signature;
}

/**
 * Publishes the pledge that was written, signed; the one that held stays readable. Needs `standards.manage` in the whole network. Throws
 * `promises.no_draft`, `promises.signed_ahead`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function publishPledge(
  ctx: Ctx,
  { version, ...input }: SignatureInput & { version: number },
): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    const signature = await signatureOf(trx, ctx, input);
    const draft = await lockPledge(trx, 'draft');
    if (!draft) throw promiseErrors.noDraft();
    if (draft.version !== version) throw platformErrors.versionConflict();
    const former = await lockPledge(trx, 'published');
    if (former) await updatePledge(trx, former.id, { state: 'replaced', replacedAt: now });
    await updatePledge(trx, draft.id, { ...signature, state: 'published', publishedAt: now, changedAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'service_pledge.published', entity: 'service_pledge', entityId: draft.id },
      before: former ? { text: former.text } : null,
      after: { text: draft.text, ...signature },
    });
  });
}
