import { getLibrary } from '#modules/libraries';
import { getProgram, sendTicketAgain } from '#modules/programs';
import type { PageAccess } from '#platform/access';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { programHref } from '#web/programs/program-words.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, params.slug);
  const { name, phone } = await getLibrary(ctx, program.library.id);
  return { title: program.title, back: programHref(program.slug), library: name, phone: phone ? ` (${phone})` : '' };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx, services }, params, getClientAddress }) => {
    const values = formValues(await request.formData());
    try {
      await sendTicketAgain(ctx, services.secrets, params.slug, { contact: values.contact ?? '' }, getClientAddress());
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    return { sent: true as const };
  },
};
