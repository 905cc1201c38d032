import { listConsentTexts, publishConsentText } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { wordedPurposeIn } from '#web/features/members/consents.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  const texts = await listConsentTexts(ctx);
  return { texts: texts.filter((text, i) => texts[i - 1]?.purpose !== text.purpose) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const { titleId = '', titleEn = '', bodyId = '', bodyEn = '' } = values;
    const text = { purpose: wordedPurposeIn(values), titleId, titleEn, bodyId, bodyEn };
    const { version } = await publishConsentText(ctx, text);
    return m.members_consent_published({ version });
  }),
};
