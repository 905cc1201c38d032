import { getOwnMember, listOwnConsents, setOwnConsent } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { showConsents, purposeIn } from '#web/features/members/consents.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const member = await getOwnMember(ctx);
  return showConsents(await listOwnConsents(ctx), member.timeZone, ctx.locale);
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const given = values.given === '1';
    await setOwnConsent(ctx, purposeIn(values), given);
    return given ? m.members_consent_recorded() : m.members_consent_taken_back();
  }),
};
