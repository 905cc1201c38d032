import { listChannels, saveChannel, tryChannel } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { channelInputOf, channelOf, showChannel } from '#web/features/notifications/channel-form.server.ts';
import { outcomeName } from '#web/features/notifications/delivery-words.server.ts';
import { channelName } from '#web/features/notifications/parts/notice-words.ts';
import { formAction, done, type RefusedForm } from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'notices.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const views = await listChannels(ctx, services);
  const { smtpUrl, mailFrom, publicUrl } = services.config;
  const publicKey = views.find(({ channel }) => channel === 'push')?.config.publicKey;
  return {
    channels: views.map(showChannel),
    // the address may hold a password: only the machine's name is shown
    smtp: smtpUrl === null ? null : { host: URL.parse(smtpUrl)?.host ?? '', from: mailFrom },
    pushKey: typeof publicKey === 'string' ? publicKey : '',
    webhook: `${publicUrl}/api/v1/webhooks/whatsapp`,
  };
};

/** What was typed may be secret. */
const onlyChannel = (refusal: FormRefusal, { values }: RefusedForm): FormRefusal => ({
  ...refusal,
  values: { channel: channelOf(values.channel) ?? '' },
});

export const actions: Actions = {
  save: formAction({ refused: onlyChannel }, async ({ ctx, services, values }) => {
    const channel = channelOf(values.channel);
    if (!channel) throw platformErrors.invalidInput();
    await saveChannel(ctx, services, channel, channelInputOf(channel, values));
    return done(m.notice_channel_saved({ channel: channelName(channel) }), `#${channel}`);
  }),
  try: formAction(async ({ ctx, services, values }) => {
    const channel = channelOf(values.channel);
    if (!channel) throw platformErrors.invalidInput();
    const { state, code, detail } = await tryChannel(ctx, services, channel, { to: values.to ?? '' });
    const sent = state === 'sent';
    return {
      tried: {
        channel,
        tone: sent ? ('ok' as const) : ('warn' as const),
        title: sent ? m.notice_channel_tried() : m.notice_channel_tried_not(),
        text: [outcomeName(code, ctx.locale), detail].filter(Boolean).join(' '),
      },
    };
  }),
};
