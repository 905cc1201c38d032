import { redirect } from '@sveltejs/kit';
import { enrolKiosk } from '#modules/lending/self-service';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { keepKioskToken } from '#web/features/self-service/kiosk-device.server.ts';
import type { Actions } from './$types';

export const _access: PageAccess = { secret: 'the code of the kiosk' };

export const actions: Actions = {
  default: async (event) => {
    const { ctx } = event.locals;
    const { code = '' } = formValues(await event.request.formData());
    try {
      const { token } = await enrolKiosk(ctx, { code, ip: event.getClientAddress() });
      keepKioskToken(event.cookies, event.url, token);
    } catch (error) {
      return refuseForm(error, ctx, { code });
    }
    return redirect(303, localizeHref('/kios'));
  },
};
