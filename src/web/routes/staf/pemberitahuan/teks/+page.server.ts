import { listTemplates, noticeName } from '#modules/people/notifications';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { chosenTexts } from '#web/features/notifications/text-choice.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'notices.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const chosen = await chosenTexts(ctx, url.searchParams);
  const texts = await listTemplates(ctx, services, chosen.about);
  return {
    choice: chosen.choice,
    channel: chosen.about.channel,
    language: chosen.about.language,
    channels: chosen.channels,
    languages: chosen.languages,
    texts: texts.map(({ topic, text, origin }) => ({
      topic,
      name: noticeName(services.notices, topic, ctx.locale),
      subject: text.subject,
      origin,
      href: `${localizeHref(`/staf/pemberitahuan/teks/${topic}`)}?${chosen.query}`,
    })),
  };
};
