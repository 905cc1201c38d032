import { redirect } from '@sveltejs/kit';
import { listTroubles, tryAgain } from '#modules/heavy-work';
import type { PageAccess } from '#platform/access';
import { sentenceOf } from '#platform/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const when = (at: Date): string => formatInstant(at, 'Asia/Jakarta', ctx.locale, 'medium');
  const troubles = await listTroubles(ctx, services.jobs);
  return {
    troubles: troubles.map(({ code, said, at, nextAt, ...one }) => ({
      ...one,
      when: when(at),
      next: nextAt && when(nextAt),
      said: code === null ? said : (sentenceOf('error', code, {}, ctx.locale) ?? code),
    })),
  };
};

export const actions: Actions = {
  again: async ({ request, locals: { ctx, services }, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await tryAgain(ctx, services.jobs, { source: values.source ?? '', name: values.name ?? '', id: values.id ?? '' });
      setFlash(cookies, 'ok', m.heavy_again_done());
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    return redirect(303, localizeHref('/staf/pekerjaan'));
  },
};
