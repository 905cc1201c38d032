import { getOwnMember, keepDeskHelp, takeBackDeskHelp, viewDeskHelp } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { deskHelpForm, deskHelpIn } from '#web/features/members/parts/desk-help.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const { number } = await getOwnMember(ctx);
  const help = await viewDeskHelp(ctx, services.secrets, number);
  return { help: deskHelpForm(help, ctx.locale), speaker: help.speaker, open: help.open };
};

export const actions: Actions = {
  keep: formAction({ form: 'keep' }, async ({ ctx, services, values }) => {
    const { number } = await getOwnMember(ctx);
    await keepDeskHelp(ctx, services.secrets, number, deskHelpIn(values));
    return m.members_desk_help_kept();
  }),
  takeBack: formAction(async ({ ctx }) => {
    await takeBackDeskHelp(ctx, (await getOwnMember(ctx)).number);
    return m.members_desk_help_gone();
  }),
};
