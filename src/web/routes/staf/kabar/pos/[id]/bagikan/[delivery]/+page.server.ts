import { decideDelivery, getPost } from '#modules/city/posts';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { kindName, POSTS, whenLine } from '#web/features/posts/post-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'posts.send' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const post = await getPost(ctx, idOf(params.id), { origin: services.config.publicUrl });
  const delivery = post.deliveries.find(({ id }) => id === idOf(params.delivery));
  if (!delivery) throw platformErrors.notFound();
  return {
    ...{ title: post.title, account: delivery.accountName, kind: kindName(delivery.kind), picture: post.picture },
    ...{ alt: post.alt, text: delivery.composed.text, sent: delivery.state === 'sent', byHand: delivery.byHand },
    ready: delivery.fate === 'by_hand',
    when: whenLine(post.sendOn, post.sendMinute, ctx.locale),
    back: localizeHref(`${POSTS}/${post.id}`),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    await decideDelivery(ctx, idOf(params.delivery), { decision: 'is_there', url: values.url ?? '' });
    return done(m.posts_share_said(), `${POSTS}/${idOf(params.id)}`);
  }),
};
