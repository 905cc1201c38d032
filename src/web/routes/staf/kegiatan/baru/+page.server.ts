import { createProgram } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/access';
import { deskForm } from '#web/features/circulation/desk/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { programChoices, programOf } from '#web/features/programs/program-form.server.ts';
import { staffProgramPath } from '#web/features/programs/staff-program.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const NEEDS = ['programs.manage'] as const;

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { library } = await findDesk(locals.ctx, cookies, NEEDS);
  return { library: library.name, choices: programChoices() };
};

export const actions: Actions = {
  default: async (event) =>
    deskForm(event, { form: 'program', needs: NEEDS, back: '/staf/kegiatan' }, async ({ ctx, library }, values) => {
      const id = await createProgram(ctx, library.id, programOf(values, library.timeZone));
      return { said: m.programs_created_said(), to: staffProgramPath(id) };
    }),
};
