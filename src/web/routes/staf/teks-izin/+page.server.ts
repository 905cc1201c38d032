import { redirect } from '@sveltejs/kit';
import { listConsentTexts, publishConsentText } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { purposeOf } from '#web/features/members/consents.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  const texts = await listConsentTexts(ctx);
  return { texts: texts.filter((text, i) => texts[i - 1]?.purpose !== text.purpose) };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let version: number;
    try {
      const purpose = purposeOf(values.purpose);
      if (!purpose) throw platformErrors.invalidInput();
      const { titleId = '', titleEn = '', bodyId = '', bodyEn = '' } = values;
      ({ version } = await publishConsentText(ctx, { purpose, titleId, titleEn, bodyId, bodyEn }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.members_consent_published({ version }));
    return redirect(303, localizeHref('/staf/teks-izin'));
  },
};
