import { getMember, giveConsent, listConsents, withdrawConsent } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { barePurposeIn, purposeIn, showConsents } from '#web/features/members/consents.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const consents = await listConsents(ctx, params.number);
  const member = await getMember(ctx, params.number);
  return {
    number: member.number,
    name: member.fullName,
    active: member.status === 'active',
    guardian: {
      guardianName: member.guardianName,
      guardianRelation: member.guardianRelation,
      guardianContact: member.guardianPhone,
    },
    ...showConsents(consents, member.timeZone, ctx.locale),
  };
};

export const actions: Actions = {
  give: formAction(async ({ ctx, params, values }) => {
    await giveConsent(ctx, params.number, {
      purpose: barePurposeIn(values),
      channel: values.channel === 'paper' ? 'paper' : 'desk',
      guardianName: values.guardianName || null,
      guardianRelation: values.guardianRelation || null,
      guardianContact: values.guardianContact || null,
    });
    return m.members_consent_recorded();
  }),
  withdraw: formAction(async ({ ctx, params, values }) => {
    await withdrawConsent(ctx, params.number, purposeIn(values));
    return m.members_consent_taken_back();
  }),
};
