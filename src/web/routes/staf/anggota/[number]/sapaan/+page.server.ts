import { keepDeskHelp, takeBackDeskHelp, viewDeskHelp } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { deskHelpForm, deskHelpIn } from '#web/features/members/parts/desk-help.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.desk_help' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const help = await viewDeskHelp(ctx, services.secrets, params.number);
  const { number, fullName, homeLibraryId, guardianName, guardianRelation, guardianPhone } = help.member;
  return {
    number,
    name: fullName,
    /** The member's page opens for those who read members where this one belongs; help at the desk for every desk that serves. */
    opensCard: can(ctx.actor, 'members.read', homeLibraryId),
    guardian: { guardianName, guardianRelation, guardianContact: guardianPhone },
    help: deskHelpForm(help, ctx.locale),
    speaker: help.speaker,
    open: help.open,
  };
};

export const actions: Actions = {
  keep: formAction({ form: 'keep' }, async ({ ctx, services, params, values }) => {
    await keepDeskHelp(ctx, services.secrets, params.number, {
      ...deskHelpIn(values),
      channel: values.channel === 'paper' ? 'paper' : 'desk',
      guardianName: values.guardianName || null,
      guardianRelation: values.guardianRelation || null,
      guardianContact: values.guardianContact || null,
    });
    return m.members_desk_help_kept();
  }),
  takeBack: formAction(async ({ ctx, params }) => {
    await takeBackDeskHelp(ctx, params.number);
    return m.members_desk_help_gone_staff();
  }),
};
