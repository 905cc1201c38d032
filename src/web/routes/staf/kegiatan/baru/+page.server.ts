import { createProgram } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { programChoices, programOf } from '#web/features/programs/program-form.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const NEEDS = ['programs.manage'] as const;

export const load: PageServerLoad = async ({ locals }) => {
  const { library } = await findDesk(locals.ctx, NEEDS);
  return { library: library.name, choices: programChoices() };
};

export const actions: Actions = {
  default: deskAction({ form: 'program', needs: NEEDS }, async ({ ctx, library, values }) => {
    const id = await createProgram(ctx, library.id, programOf(values, library.timeZone));
    return done(m.programs_created_said(), staffProgramPath(id));
  }),
};
