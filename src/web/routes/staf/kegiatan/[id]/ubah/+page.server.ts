import { changeProgram, getProgram } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { programChoices, programFields, programOf } from '#web/features/programs/program-form.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  authorize(ctx, 'programs.manage', program.library.id);
  return {
    title: program.title,
    library: program.library.name,
    back: localizeHref(staffProgramPath(program.id)),
    choices: programChoices(),
    values: programFields(program, ctx.locale),
  };
};

export const actions: Actions = {
  default: formAction({ form: 'program' }, async ({ ctx, params, values }) => {
    const { id, library } = await getProgram(ctx, idOf(params.id));
    await changeProgram(ctx, id, programOf(values, library.timeZone));
    return done(m.programs_changed_said(), staffProgramPath(params.id));
  }),
};
