import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import type { Issue, SerialHoldings, Subscription } from './client.ts';
import { findSubscription, selectHoldings, selectIssues, selectSubscriptions } from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';

/** So far ahead issues are shown, so that one that comes early can be ticked off. */
const AHEAD_DAYS = 35;
const SHOWN = 120;

/** Subscriptions of the libraries of the actor, those with late issues first. Needs `serials.manage`. */
export async function listSubscriptions(ctx: Ctx): Promise<Subscription[]> {
  authorizeAnywhere(ctx, 'serials.manage');
  const granted = grantedLibraries(ctx.actor, 'serials.manage');
  return selectSubscriptions(ctx.db, granted === 'all' ? null : granted);
}

/** One of them with its issues until soon, the latest first. Needs `serials.manage` at its library. Throws `serials.subscription_not_found`. */
export async function getSubscription(ctx: Ctx, id: number): Promise<Subscription & { issues: Issue[] }> {
  authorizeAnywhere(ctx, 'serials.manage');
  const subscription = await findSubscription(ctx.db, id);
  if (!subscription) throw serialErrors.subscriptionNotFound();
  authorize(ctx, 'serials.manage', subscription.library.id);
  const until = addDays(localDate(ctx.clock.now(), subscription.library.timeZone), AHEAD_DAYS);
  return { ...subscription, issues: await selectIssues(ctx.db, id, until, SHOWN) };
}

/** Which issues of a record are here, library by library; open to everyone. */
export const serialHoldingsOf = async (ctx: Pick<Ctx, 'db'>, bibId: number): Promise<SerialHoldings[]> =>
  selectHoldings(ctx.db, bibId);
