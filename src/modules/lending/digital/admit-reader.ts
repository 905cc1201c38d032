import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { admitToAttachment, getBib, type AttachmentRow } from '#modules/collection/catalog';
import { selectLoanOf } from './data/loans.queries.ts';
import { digitalErrors } from './errors.ts';

/**
 * Whether the actor may read a file now: by its access rule, a licensed one while they have it on loan, to the instant. Those who keep
 * the catalogue (`catalog.edit`) may look at it. Refuses what the rule refuses, `platform.sign_in_needed`, `digital.not_borrowed`.
 */
export async function admitReader(ctx: Ctx, attachment: AttachmentRow): Promise<void> {
  if (attachment.access !== 'licensed') return admitToAttachment(ctx, attachment);
  await getBib(ctx, attachment.bibId);
  if (canAnywhere(ctx.actor, 'catalog.edit')) return;
  if (ctx.actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  const loan =
    ctx.actor.kind === 'member' && (await selectLoanOf(ctx.db, ctx.actor.id, attachment.id, ctx.clock.now()));
  if (!loan) throw digitalErrors.notBorrowed();
}
