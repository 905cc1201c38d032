import { redirect } from '@sveltejs/kit';
import { getOwnMember, listOwnConsents, setOwnConsent } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { purposeOf, showConsents } from '#web/features/members/consents.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const member = await getOwnMember(ctx);
  return showConsents(await listOwnConsents(ctx), member.timeZone, ctx.locale);
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    const given = values.given === '1';
    try {
      const purpose = purposeOf(values.purpose);
      if (!purpose) throw platformErrors.invalidInput();
      await setOwnConsent(ctx, purpose, given);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', given ? m.members_consent_recorded() : m.members_consent_taken_back());
    return redirect(303, localizeHref('/akun/izin'));
  },
};
