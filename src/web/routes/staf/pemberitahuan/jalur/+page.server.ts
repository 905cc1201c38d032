import { redirect } from '@sveltejs/kit';
import { listChannels, saveChannel, tryChannel } from '#modules/people/notifications';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { channelInputOf, channelOf, showChannel } from '#web/features/notifications/channel-form.server.ts';
import { outcomeName } from '#web/features/notifications/delivery-words.server.ts';
import { channelName } from '#web/features/notifications/notice-words.ts';
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

export const actions: Actions = {
  save: async ({ request, locals: { ctx, services }, cookies }) => {
    const values = formValues(await request.formData());
    const channel = channelOf(values.channel);
    try {
      if (!channel) throw platformErrors.invalidInput();
      await saveChannel(ctx, services, channel, channelInputOf(channel, values));
    } catch (error) {
      // secrets are not sent back
      return refuseForm(error, ctx, { channel: channel ?? '' });
    }
    setFlash(cookies, 'ok', m.notice_channel_saved({ channel: channelName(channel) }));
    return redirect(303, `${localizeHref('/staf/pemberitahuan/jalur')}#${channel}`);
  },
  try: async ({ request, locals: { ctx, services } }) => {
    const values = formValues(await request.formData());
    const channel = channelOf(values.channel);
    try {
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
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
  },
};
