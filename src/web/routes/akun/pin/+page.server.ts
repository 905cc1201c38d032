import { redirect } from '@sveltejs/kit';
import { changeOwnPin } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions } from './$types';

export const _access: PageAccess = 'member';

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const { currentPin = '', newPin = '', repeated = '' } = formValues(await request.formData());
    try {
      if (newPin !== repeated) throw platformErrors.invalidInput({}, { repeated: 'pin_not_repeated' });
      await changeOwnPin(ctx, { currentPin, newPin });
    } catch (error) {
      // PINs are not sent back
      return refuseForm(error, ctx, {});
    }
    setFlash(cookies, 'ok', m.members_pin_changed());
    redirect(303, localizeHref('/akun'));
  },
};
