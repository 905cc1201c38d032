import { listTemplates, noticeName, previewTemplate, resetTemplate, saveTemplate } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { chosenTexts } from '#web/features/notifications/text-choice.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'notices.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const { topic } = params;
  const chosen = await chosenTexts(ctx, url.searchParams);
  const text = (await listTemplates(ctx, services, chosen.about)).find((one) => one.topic === topic);
  if (!text) throw platformErrors.notFound();
  const { channel, language } = chosen.about;
  return {
    name: noticeName(services.notices, topic, ctx.locale),
    about: [
      chosen.channels.find(({ value }) => value === channel)?.label,
      chosen.languages.find(({ value }) => value === language)?.label,
      chosen.name,
    ].join(' · '),
    mayEdit: chosen.mayEdit,
    kept: `&${chosen.query}`,
    previewHref: `${localizeHref(`/staf/pemberitahuan/teks/${topic}/pratinjau`)}?${chosen.query}`,
    backHref: `${localizeHref('/staf/pemberitahuan/teks')}?${chosen.query}`,
    language,
    text: text.text,
    origin: text.origin,
    placeholders: text.placeholders,
    preview: await previewTemplate(ctx, services, { topic, ...chosen.about }, text.text),
  };
};

const textOf = ({ subject = '', body = '' }: Record<string, string>) => ({ subject, body });
async function open(ctx: Ctx, topic: string, url: URL) {
  const { about, query } = await chosenTexts(ctx, url.searchParams);
  return { key: { topic, ...about }, list: `/staf/pemberitahuan/teks?${query}` };
}

export const actions: Actions = {
  preview: formAction(async ({ ctx, services, params, url, values }) => {
    const { key } = await open(ctx, params.topic, url);
    return { shown: await previewTemplate(ctx, services, key, textOf(values)), values };
  }),
  save: formAction(async ({ ctx, services, params, url, values }) => {
    const { key, list } = await open(ctx, params.topic, url);
    await saveTemplate(ctx, services, key, textOf(values));
    return done(m.notice_text_saved(), list);
  }),
  reset: formAction({ keeps: false }, async ({ ctx, services, params, url }) => {
    const { key, list } = await open(ctx, params.topic, url);
    await resetTemplate(ctx, services, key);
    return done(m.notice_text_was_reset(), list);
  }),
};
