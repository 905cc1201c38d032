import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { skipWaiting } from './data/letters.queries.ts';
import { lockMailing, updateState, type HeldMailing } from './data/mailings.queries.ts';
import { mailingErrors } from './errors.ts';
import type { MailingState, Move } from './rules/terms.ts';
import { whyInput } from './schema.ts';

/** Holds a mailing that the actor may move. Throws `mailings.not_found`. */
export async function heldMailing(trx: Tx, ctx: Ctx, id: number): Promise<HeldMailing> {
  const held = await lockMailing(trx, id);
  if (!held) throw mailingErrors.notFound();
  authorize(ctx, 'news.send', held.libraryId);
  return held;
}

async function heldIn(trx: Tx, ctx: Ctx, id: number, states: readonly MailingState[]): Promise<HeldMailing> {
  const held = await heldMailing(trx, ctx, id);
  if (!states.includes(held.state)) throw mailingErrors.notPossible();
  return held;
}

async function note(trx: Tx, ctx: Ctx, held: HeldMailing, action: string, after?: object): Promise<void> {
  await recordAudit(trx, ctx, {
    ...{ action, entity: 'mailing', entityId: held.id, libraryId: held.libraryId },
    before: { state: held.state },
    ...(after && { after }),
  });
}

/** Lets it go: from its hour on its mails are sent. Needs `news.send`. Throws `mailings.not_found`, `mailings.not_possible`. */
export async function releaseMailing(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const held = await heldIn(trx, ctx, id, ['preparing']);
  // it was prepared so long ago that nobody is left to whom it could go
  if (held.forgottenAt !== null) throw mailingErrors.notPossible();
  await updateState(trx, id, { state: 'sending', doneAt: null });
  await note(trx, ctx, held, 'mailing.released');
}

/** Holds it: once this is written down none of its mails is taken any more; those on a connection arrive. Throws as {@link releaseMailing}. */
export async function pauseMailing(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const held = await heldIn(trx, ctx, id, ['sending']);
  await updateState(trx, id, { state: 'paused', doneAt: null });
  await note(trx, ctx, held, 'mailing.paused');
}

/** It goes on where it stood. Throws as {@link releaseMailing}. */
export async function resumeMailing(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const held = await heldIn(trx, ctx, id, ['paused']);
  await updateState(trx, id, { state: 'sending', doneAt: null });
  await note(trx, ctx, held, 'mailing.resumed');
}

/** Calls it off for good: what was not sent is left out. Throws as {@link releaseMailing}. */
export async function cancelMailing(trx: Tx, ctx: Ctx, id: number, why: string): Promise<void> {
  const { why: cancelledWhy } = parseInput(whyInput, { why });
  const held = await heldIn(trx, ctx, id, ['preparing', 'sending', 'paused']);
  const at = ctx.clock.now();
  const skipped = await skipWaiting(trx, id, 'cancelled', at);
  await updateState(trx, id, { state: 'cancelled', doneAt: at, cancelledWhy });
  await note(trx, ctx, held, 'mailing.cancelled', { why: cancelledWhy, skipped });
}

/** The same as acts of their own, for a page. Whoever calls one off says why: throws `platform.invalid_input` (why) too. */
export async function moveMailing(ctx: Ctx, id: number, move: Move, why: string | null = null): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  await ctx.db.transaction().execute(async (trx) => {
    if (move === 'pause') await pauseMailing(trx, ctx, id);
    else if (move === 'resume') await resumeMailing(trx, ctx, id);
    else await cancelMailing(trx, ctx, id, why ?? '');
  });
}
