import { redirect } from '@sveltejs/kit';
import { signInStaff } from '#modules/identity';
import { localizeHref } from '#i18n/runtime';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { safeNext } from '#web/gate.server.ts';
import { setSessionCookie } from '#web/session.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ next: safeNext(url.searchParams.get('lanjut'), url) });

export const actions: Actions = {
  staf: async ({ request, locals, cookies, url, getClientAddress }) => {
    const { password = '', ...values } = formValues(await request.formData());
    let target: string;
    try {
      const session = await signInStaff(locals.ctx, {
        username: values.username ?? '',
        password,
        ip: getClientAddress(),
        userAgent: request.headers.get('user-agent'),
      });
      setSessionCookie(cookies, url, session);
      target = safeNext(values.lanjut ?? null, url) ?? localizeHref('/staf', { locale: session.locale });
    } catch (error) {
      return refuseForm(error, locals.ctx, values);
    }
    redirect(303, target);
  },
};
