import { redirect, type RequestEvent } from '@sveltejs/kit';
import { hasOwnPassword, removeOwnPassword, setOwnPassword } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ has: await hasOwnPassword(ctx) });

async function act(event: RequestEvent, done: string, work: (values: Record<string, string>) => Promise<void>) {
  const values = formValues(await event.request.formData());
  try {
    await work(values);
  } catch (error) {
    // secrets are not sent back
    return refuseForm(error, event.locals.ctx, { act: values.act ?? '' });
  }
  setFlash(event.cookies, 'ok', done);
  return redirect(303, localizeHref('/akun'));
}

export const actions: Actions = {
  set: async (event) =>
    act(event, m.members_password_saved(), async ({ current = '', next = '', repeated = '' }) => {
      if (next !== repeated) throw platformErrors.invalidInput({}, { repeated: 'password_differs' });
      await setOwnPassword(event.locals.ctx, { current, next });
    }),
  remove: async (event) =>
    act(event, m.members_password_removed(), async ({ current = '' }) =>
      removeOwnPassword(event.locals.ctx, { current }),
    ),
};
