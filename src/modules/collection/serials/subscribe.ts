import { recordAudit } from '#modules/ground/audit';
import { listItemTypes, selectBibTitles } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { z } from 'zod';
import {
  dropExpected,
  insertIssues,
  insertSubscription,
  lockSubscription,
  updateSubscription,
  type LockedSubscription,
} from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';
import { predictIssues } from './rules/predict-issues.ts';
import { endInput, subscriptionInput, type SubscriptionInput } from './schema.ts';

/** Locks a subscription for whoever manages those of its library. Throws `serials.subscription_not_found`. */
export async function lockOwn(trx: Tx, ctx: Ctx, id: number): Promise<LockedSubscription> {
  const subscription = await lockSubscription(trx, id);
  if (!subscription) throw serialErrors.subscriptionNotFound();
  authorize(ctx, 'serials.manage', subscription.libraryId);
  return subscription;
}

/**
 * A library subscribes to a serial: the issues that it brings are predicted and wait to be received. Needs `serials.manage` there.
 * Throws `serials.bib_unknown`, `platform.invalid_input`. @returns the id
 */
export async function subscribe(ctx: Ctx, libraryId: number, input: SubscriptionInput): Promise<number> {
  authorize(ctx, 'serials.manage', libraryId);
  const subscription = parseInput(subscriptionInput, input);
  await getLibrary(ctx, libraryId);
  if (!(await listItemTypes(ctx.db)).some(({ code }) => code === subscription.itemType)) {
    throw platformErrors.invalidInput({}, { itemType: 'unknown' });
  }
  return ctx.db.transaction().execute(async (trx) => writeSubscription(trx, ctx, libraryId, subscription));
}

/** The same inside a transaction that is already open; permission is the caller's affair. */
export async function writeSubscription(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  subscription: z.output<typeof subscriptionInput>,
): Promise<number> {
  const [bib] = await selectBibTitles(trx, [subscription.bibId]);
  if (!bib) throw serialErrors.bibUnknown({}, { bibId: 'unknown' });
  const by = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
  const id = await insertSubscription(trx, { ...subscription, ...by, libraryId });
  await insertIssues(trx, id, predictIssues(subscription, subscription));
  await recordAudit(trx, ctx, {
    action: 'subscription.created',
    entity: 'subscription',
    entityId: id,
    libraryId,
    after: {
      title: bib.title,
      frequency: subscription.frequency,
      startsOn: subscription.startsOn,
      endsOn: subscription.endsOn,
    },
  });
  return id;
}

/** Nothing more comes: what was only expected goes, what is here or late stays. Needs `serials.manage`. Throws `serials.ended`. */
export async function endSubscription(ctx: Ctx, id: number, input: { reason: string }): Promise<void> {
  authorizeAnywhere(ctx, 'serials.manage');
  const { reason } = parseInput(endInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId, endedAt } = await lockOwn(trx, ctx, id);
    if (endedAt) throw serialErrors.ended();
    await dropExpected(trx, id);
    await updateSubscription(trx, id, { endedAt: ctx.clock.now(), endReason: reason });
    await recordAudit(trx, ctx, {
      action: 'subscription.ended',
      entity: 'subscription',
      entityId: id,
      libraryId,
      after: { reason },
    });
  });
}
