import { getMember, keepDeskHelp, takeBackDeskHelp, viewDeskHelp } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { deskHelpForm, deskHelpIn } from '#web/features/members/parts/desk-help.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.desk_help' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const help = await viewDeskHelp(ctx, services.secrets, params.number);
  const { number, fullName, timeZone, guardianName, guardianRelation, guardianPhone } = await getMember(
    ctx,
    params.number,
  );
  return {
    number,
    name: fullName,
    guardian: { guardianName, guardianRelation, guardianContact: guardianPhone },
    help: deskHelpForm(help, timeZone, ctx.locale),
    speaker: help.speaker,
  };
};

const memberPage = (number: string): string => `/staf/anggota/${encodeURIComponent(number)}`;

export const actions: Actions = {
  keep: formAction({ form: 'keep' }, async ({ ctx, services, params, values }) => {
    await keepDeskHelp(ctx, services.secrets, params.number, {
      ...deskHelpIn(values),
      channel: values.channel === 'paper' ? 'paper' : 'desk',
      guardianName: values.guardianName || null,
      guardianRelation: values.guardianRelation || null,
      guardianContact: values.guardianContact || null,
    });
    return done(m.members_desk_help_kept(), memberPage(params.number));
  }),
  takeBack: formAction(async ({ ctx, params }) => {
    await takeBackDeskHelp(ctx, params.number);
    return m.members_desk_help_gone_staff();
  }),
};
