import { recordAudit } from '#modules/ground/audit';
import { withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { countAttempt } from '#platform/requests/rate-limit';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { lockRequest, updateRequest } from '../data/requests.queries.ts';
import { selectTopics } from '../data/topics.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { aboutRequest, freshLink, sendConfirmMail } from './confirm-mail.ts';

const PER_REQUEST = { limit: 3, windowSeconds: 86_400 };

/**
 * Sends the mail with the link to confirm again, for somebody who says that it did not come; the older link ends. Needs `news.send`. Throws
 * `subscriptions.request_not_found`, `subscriptions.request_confirmed`, `platform.too_many_requests`.
 */
export async function resendConfirmation(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  await countAttempt(ctx, `letters-resend:${id}`, PER_REQUEST);
  await ctx.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, { id });
    if (!request) throw subscriptionErrors.requestNotFound();
    if (request.confirmedAt !== null) throw subscriptionErrors.requestConfirmed();
    const link = freshLink(ctx.clock.now());
    await withdrawGuestMessages(trx, ctx, aboutRequest(id));
    await updateRequest(trx, id, { tokenHash: link.hash, expiresAt: link.expiresAt });
    const topics = (await selectTopics(trx)).filter((topic) => request.topicIds.includes(topic.id));
    await sendConfirmMail(trx, ctx, { ...request, topics: topics.map(({ name }) => name[request.language]) }, link);
    await recordAudit(trx, ctx, { action: 'letter_request.resent', entity: 'letter_request', entityId: id });
  });
}
