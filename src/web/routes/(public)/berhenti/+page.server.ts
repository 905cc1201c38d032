import { readUnsubscribeLink, unsubscribe } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { channelName } from '#web/features/notifications/parts/notice-words.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the token in the mail' };

/** The link only opens this page: mail programs open links by themselves, and only the button switches off. */
export const load: PageServerLoad = ({ locals: { services }, url }) => {
  const token = url.searchParams.get('t') ?? '';
  return { token, channel: channelName(readUnsubscribeLink(services.secrets, token).channel) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, values: { token = '' } }) => {
    const { channel } = await unsubscribe(ctx, services.secrets, token);
    return { stopped: channelName(channel) };
  }),
};
