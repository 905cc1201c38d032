import {
  approvePost,
  cancelPost,
  changePost,
  changePublished,
  decideDelivery,
  getPost,
  lookNow,
  outboxNeeds,
  removeFromChannel,
  restorePost,
  returnPost,
  schedulePost,
  submitPost,
} from '#modules/city/posts';
import { CARD_SIZES, cardSizes } from '#modules/city/posts/client';
import { getLibrary } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { postChoices } from '#web/features/posts/compose-view.server.ts';
import { postIn, postValues, timeValue, topicAsked, topicName } from '#web/features/posts/post-form.server.ts';
import { CALENDAR, POSTS } from '#web/features/posts/post-words.server.ts';
import { postView } from '#web/features/posts/post-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, idsIn, minuteIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'posts.send'] };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const origin = services.config.publicUrl;
  const post = await getPost(ctx, idOf(params.id), { origin });
  const library = await getLibrary(ctx, post.libraryId);
  const view = postView(ctx, post, { zone: library.timeZone, origin });
  const writes = view.can.write && can(ctx.actor, 'news.edit', post.libraryId);
  const choices = writes ? await postChoices(ctx, post.libraryId) : null;
  return {
    ...{ post: view, library: library.name, choices, values: postValues(post), topic: topicName(post.subject) },
    notice: post.subject.kind === 'notice',
    when: { sendOn: post.sendOn ?? '', sendMinute: timeValue(post.sendMinute ?? choices?.suggest.minute ?? null) },
    back: { calendar: localizeHref(CALENDAR), list: localizeHref(POSTS) },
    cards: cardSizes.map((size) => ({
      ...{ size, href: localizeHref(`${POSTS}/${post.id}/kartu/${size}.png`), ...CARD_SIZES[size] },
      alt: m.posts_card_alt({ title: post.title }),
    })),
    newsHref: localizeHref('/staf/kabar/berita/baru'),
    posterHref: localizeHref('/staf/kabar/poster/baru'),
  };
};

const DECISIONS = ['is_there', 'send_again', 'send_anyway', 'leave'] as const;

export const actions: Actions = {
  save: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, form: 'save', ticked: idsIn(data, 'account') }) },
    async ({ ctx, params, values, data }) => {
      const input = postIn(values, data, topicAsked(values.topic));
      await changePost(ctx, idOf(params.id), { ...input, version: versionIn(values) });
      return m.posts_saved_said();
    },
  ),
  submit: formAction({ form: 'act' }, async ({ ctx, params, values, services }) => {
    await submitPost(ctx, idOf(params.id), { version: versionIn(values), origin: services.config.publicUrl });
    return m.posts_submitted_said();
  }),
  approve: formAction({ form: 'act' }, async ({ ctx, params, values, services }) => {
    await approvePost(ctx, idOf(params.id), { version: versionIn(values), origin: services.config.publicUrl });
    return m.posts_approved_said();
  }),
  schedule: formAction({ form: 'schedule' }, async ({ ctx, params, values, services }) => {
    const when = { sendOn: values.sendOn || null, sendMinute: minuteIn(values, 'sendMinute') };
    const origin = services.config.publicUrl;
    await schedulePost(ctx, idOf(params.id), { version: versionIn(values), origin, ...when });
    return m.posts_scheduled_said();
  }),
  now: formAction({ form: 'act' }, async ({ ctx, params, values, services }) => {
    await schedulePost(ctx, idOf(params.id), { version: versionIn(values), origin: services.config.publicUrl });
    return m.posts_sending_said();
  }),
  back: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await returnPost(ctx, idOf(params.id), versionIn(values));
    return m.posts_returned_said();
  }),
  cancel: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await cancelPost(ctx, idOf(params.id), versionIn(values));
    return m.posts_cancelled_said();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restorePost(ctx, idOf(params.id), versionIn(values));
    return m.posts_restored_said();
  }),
  decide: formAction({ form: 'decide' }, async ({ ctx, values }) => {
    await decideDelivery(ctx, idIn(values), { decision: choiceIn(values, 'decision', DECISIONS) });
    return m.posts_decided_said();
  }),
  look: formAction({ form: 'look' }, async ({ ctx, values, services }) =>
    (await lookNow(ctx, outboxNeeds(services), idIn(values))) ? m.posts_looked_known() : m.posts_looked_unknown(),
  ),
  change: formAction({ form: 'change' }, async ({ ctx, values, services }) => {
    await changePublished(ctx, outboxNeeds(services), idIn(values), { text: values.text ?? '' });
    return m.posts_edited_said();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, values, services }) => {
    await removeFromChannel(ctx, outboxNeeds(services), idIn(values));
    return m.posts_removed_said();
  }),
};
