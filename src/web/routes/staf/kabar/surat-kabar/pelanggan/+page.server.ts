import {
  lookAtAddress,
  openTopics,
  resendConfirmation,
  stopAtWish,
  type AddressView,
} from '#modules/city/subscriptions';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { dayOf, whyWords } from '#web/features/subscriptions/letters-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions } from './$types';

export const _access: PageAccess = { may: 'news.send' };

/** How an address stands, in words. */
async function shown(ctx: Ctx, { subscriber, requests, onlyStopped }: AddressView) {
  const zone = await networkZone(ctx.db);
  const day = (at: Date): string => dayOf(at, zone, ctx.locale);
  const topics = await openTopics(ctx);
  const names = topics.filter(({ id }) => subscriber?.topicIds.includes(id)).map(({ name }) => name[ctx.locale]);
  return {
    onlyStopped,
    subscriber: subscriber && {
      ...{ id: subscriber.id, version: subscriber.version },
      confirmed: m.subscriptions_desk_confirmed({ day: day(subscriber.confirmedAt) }),
      topics: names.length === 0 ? null : m.subscriptions_desk_topics({ topics: names.join(', ') }),
      paused: subscriber.pausedUntil && m.subscriptions_desk_paused({ day: day(subscriber.pausedUntil) }),
      stopped:
        subscriber.stopped &&
        m.subscriptions_desk_stopped_on({ day: day(subscriber.stopped.at), why: whyWords(subscriber.stopped.why) }),
      said: subscriber.stopped?.detail ? m.subscriptions_desk_said({ words: subscriber.stopped.detail }) : null,
    },
    requests: requests.map(({ id, askedAt, over }) => ({
      id,
      says: [
        m.subscriptions_desk_request({ day: day(askedAt) }),
        ...(over ? [m.subscriptions_desk_request_over()] : []),
      ].join(', '),
    })),
  };
}

export const actions: Actions = {
  // an address is somebody's: it stands in no address of a page
  find: formAction({ form: 'find' }, async ({ ctx, services, values: { email = '' } }) => ({
    found: { email: email.trim(), ...(await shown(ctx, await lookAtAddress(ctx, services.secrets, email))) },
  })),
  stop: formAction({ form: 'stop' }, async ({ ctx, values }) => {
    await stopAtWish(ctx, idIn(values), versionIn(values));
    return m.subscriptions_desk_stopped();
  }),
  resend: formAction({ form: 'resend' }, async ({ ctx, values }) => {
    await resendConfirmation(ctx, idIn(values));
    return m.subscriptions_desk_resent();
  }),
};
