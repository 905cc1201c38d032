import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { changePlacedLinks, makePlacedLinks } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { instantAt, localDate, localMinute, type LocalDate } from '#shared/dates';
import { moveUnsent, updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { updatePost, type PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { UNSENT } from '../rules/terms.ts';
import { whenInput, type WhenInput } from '../schema.ts';
import { heldPost, postEntity } from './held-post.ts';
import { refuseUnready } from './judge-post.ts';
import { approveHeld, refuseOwnApproval } from './move-post.ts';

/** Every delivery that leads somewhere has a link of its own, by which its openings are told apart; those that have one keep it. */
export async function keepLinks(
  trx: Tx,
  ctx: Ctx,
  { post, deliveries, target }: { post: PostRow; deliveries: readonly DeliveryRow[]; target: string | null },
): Promise<void> {
  if (target === null) return;
  const about = { libraryId: post.libraryId, target, label: post.title, campaign: post.campaign, countsHours: true };
  const without = deliveries.filter(({ linkCode }) => linkCode === null);
  const places = without.map(({ accountName, kind }) => ({ place: accountName, channel: kind }));
  const codes = await makePlacedLinks(trx, ctx, about, places);
  for (const [nth, { id }] of without.entries()) await updateDelivery(trx, id, { linkCode: codes[nth] ?? null });
  const had = deliveries.flatMap(({ linkCode }) => linkCode ?? []);
  await changePlacedLinks(trx, ctx, had, about);
}

/** The hour that is asked for, by the clock of the library; none = now. Throws `posts.hour_past`. */
async function hourOf(
  ctx: Ctx,
  libraryId: number,
  when: WhenInput,
): Promise<{ sendOn: LocalDate; sendMinute: number }> {
  const { sendOn, sendMinute } = parseInput(whenInput, when);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const now = ctx.clock.now();
  if (sendOn === null && sendMinute === null)
    return { sendOn: localDate(now, timeZone), sendMinute: localMinute(now, timeZone) };
  if (sendOn === null) throw platformErrors.invalidInput({}, { sendOn: 'required' });
  if (sendMinute === null) throw platformErrors.invalidInput({}, { sendMinute: 'required' });
  // this very minute may have begun while the form was filled in
  if (instantAt(sendOn, sendMinute, timeZone).getTime() < now.getTime() - 60_000) throw postErrors.hourPast();
  return { sendOn, sendMinute };
}

/**
 * Puts a post into the outbox, for an hour of its library or at once; one that nobody has said yes to is approved by this, under the same rules. Needs
 * `posts.send`. Throws `posts.not_found`, `state_forbids`, `not_ready`, `subject_gone`, `own_approval`, `hour_past`, `platform.version_conflict`.
 */
export async function schedulePost(
  ctx: Ctx,
  id: number,
  { version, origin, ...when }: WhenInput & { version: number; origin: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'posts.send');
  await ctx.db.transaction().execute(async (trx) => {
    const { post, deliveries } = await heldPost(trx, ctx, { id, version, may: 'posts.send' });
    const here = { ...ctx, db: trx };
    const hour = await hourOf(here, post.libraryId, when);
    if (post.state === 'cancelled') throw postErrors.stateForbids({ state: post.state });
    const { subject } = await refuseUnready(trx, ctx, { post, deliveries, origin });
    if (post.state === 'draft' || post.state === 'submitted') {
      await refuseOwnApproval(trx, ctx, post);
      await approveHeld(trx, ctx, post);
    }
    const ahead = deliveries.filter(({ state }) => UNSENT.some((one) => one === state));
    await keepLinks(trx, here, { post, deliveries: ahead, target: subject.leadsTo });
    // what somebody left stays left
    const anew = { state: 'waiting', nextAt: null, code: '', detail: '', anyway: false };
    await moveUnsent(trx, id, anew, UNSENT);
    await updatePost(trx, id, { ...hour, state: 'scheduled', changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'post.scheduled', ...postEntity(post), before: { state: post.state } },
      after: { title: post.title, state: 'scheduled', ...hour, accounts: ahead.length },
    });
  });
}
