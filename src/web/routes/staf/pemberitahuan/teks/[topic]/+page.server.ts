import { redirect } from '@sveltejs/kit';
import { listTemplates, noticeName, previewTemplate, resetTemplate, saveTemplate } from '#modules/people/notifications';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { chosenTexts } from '#web/features/notifications/text-choice.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

async function open({ request, locals: { ctx, services }, params, url }: RequestEvent) {
  const { about, query } = await chosenTexts(ctx, url.searchParams);
  const values = formValues(await request.formData());
  const text = { subject: values.subject ?? '', body: values.body ?? '' };
  return {
    ctx,
    services,
    key: { topic: params.topic, ...about },
    text,
    values,
    listHref: `${localizeHref('/staf/pemberitahuan/teks')}?${query}`,
  };
}

export const actions: Actions = {
  preview: async (event) => {
    const { ctx, services, key, text, values } = await open(event);
    try {
      return { shown: await previewTemplate(ctx, services, key, text), values };
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
  },
  save: async (event) => {
    const { ctx, services, key, text, values, listHref } = await open(event);
    try {
      await saveTemplate(ctx, services, key, text);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(event.cookies, 'ok', m.notice_text_saved());
    return redirect(303, listHref);
  },
  reset: async (event) => {
    const { ctx, services, key, listHref } = await open(event);
    try {
      await resetTemplate(ctx, services, key);
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    setFlash(event.cookies, 'ok', m.notice_text_was_reset());
    return redirect(303, listHref);
  },
};
