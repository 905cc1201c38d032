import { getLibrary } from '#modules/ground/libraries';
import { channelsToGuests } from '#modules/people/notifications';
import { getProgram, sendTicketAgain } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { programHref } from '#web/features/programs/parts/program-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const program = await getProgram(ctx, params.slug);
  const { name, phone } = await getLibrary(ctx, program.library.id);
  const { email, whatsapp } = await channelsToGuests(services);
  const whom = { library: name, phone: phone ? ` (${phone})` : '' };
  return {
    title: program.title,
    back: programHref(program.slug),
    hint: email || whatsapp ? m.ticket_again_hint(whom) : m.ticket_again_hint_staff(whom),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, params, event, values: { contact = '' } }) => {
    await sendTicketAgain(ctx, services.secrets, params.slug, { contact }, event.getClientAddress());
    return { sent: true as const };
  }),
};
