import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { getSetting } from '#modules/ground/libraries';
import { notify, withdrawNotices } from '#modules/people/notifications';
import { lockLicense, selectUnsettled, type LicenseRow } from './data/licenses.queries.ts';
import { countOpenLoans, endDueLoans } from './data/loans.queries.ts';
import { selectAsking } from './data/memberships.queries.ts';
import { endOfLeavers, expireOffers, offer, selectTold, takeOfferBack } from './data/requests.queries.ts';
import { digitalReady } from './notices.ts';
import { mayBorrow } from './may-borrow.ts';

const HOUR = 3_600_000;
const BATCH = 200;

const about = (requestId: number): string => `digital_request:${requestId}`;

/**
 * Brings a license up to now, its row locked: loans whose time is over end, offers that nobody took pass on, who has left the library waits
 * no more, and what is free is offered to those who wait, the first first; whoever may not borrow for the moment keeps their place and is offered nothing. Doing it again changes nothing more. Whoever lends, returns or queues does it first, so
 * that it does not matter when the job comes.
 * @returns the terms, and how many copies are free and promised to nobody; undefined = no license
 */
export async function settleLicense(
  trx: Tx,
  ctx: Ctx,
  attachmentId: number,
): Promise<(LicenseRow & { free: number }) | undefined> {
  const license = await lockLicense(trx, attachmentId);
  if (!license) return undefined;
  const now = ctx.clock.now();
  await endDueLoans(trx, attachmentId, now);
  const over = [...(await expireOffers(trx, attachmentId, now)), ...(await endOfLeavers(trx, attachmentId, now))];
  for (const id of over) await withdrawNotices(trx, ctx, about(id));
  const asking = await selectAsking(trx, attachmentId);
  const may = asking.filter((one) => mayBorrow(one, now));
  for (const { requestId } of asking.filter((one) => one.offered && !may.includes(one))) {
    await takeOfferBack(trx, requestId);
    await withdrawNotices(trx, ctx, about(requestId));
  }
  const offers = may.filter(({ offered }) => offered).length;
  let free = license.copies - (await countOpenLoans(trx, attachmentId)) - offers;
  if (free <= 0) return { ...license, free: 0 };
  const hours = await getSetting(trx, 'digitalOfferHours');
  const times = { offeredAt: now, offerEndsAt: new Date(now.getTime() + hours * HOUR) };
  for (const { requestId } of may.filter(({ offered }) => !offered).slice(0, free)) {
    await offer(trx, requestId, times);
    free -= 1;
    const { memberId, homeLibraryId, title } = await selectTold(trx, requestId);
    await notify(trx, ctx, digitalReady, {
      memberId,
      libraryId: homeLibraryId,
      params: { title, until: times.offerEndsAt.toISOString() },
      // offered again after a block it is told again
      key: `${about(requestId)}:${now.toISOString()}`,
      about: about(requestId),
      expiresAt: times.offerEndsAt,
    });
  }
  return { ...license, free };
}

/** What was offered is told no more: it was taken, or given back. */
export const tellNoMore = async (trx: Tx, ctx: Ctx, requestId: number): Promise<void> =>
  withdrawNotices(trx, ctx, about(requestId));

/** {@link settleLicense} for every license in which something has run out or waits. @returns how many */
export async function settleLicenses(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  let after = 0;
  for (;;) {
    const ids = await selectUnsettled(ctx.db, ctx.clock.now(), { after, limit: BATCH });
    await round.each(ids, async (attachmentId) => {
      await ctx.db.transaction().execute(async (trx) => settleLicense(trx, oneAct(ctx), attachmentId));
      count += 1;
    });
    after = ids.at(-1) ?? after;
    if (ids.length < BATCH || signal?.aborted) break;
  }
  round.end();
  return count;
}
