import { addTask } from '#modules/city/volunteers';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { boxesOf, taskOf } from '#web/features/volunteers/task-form.server.ts';
import { checkOptions, skillOptions } from '#web/features/volunteers/volunteer-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const libraries = await listLibraries(ctx, { active: true });
  return {
    libraries: libraries
      .filter(({ id }) => can(ctx.actor, 'volunteers.manage', id))
      .map(({ id, name }) => ({ value: id, label: name })),
    libraryId: ctx.libraryId ?? '',
    skills: skillOptions(),
    needs: checkOptions(),
  };
};

export const actions: Actions = {
  default: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, chosen: boxesOf(data) }) },
    async ({ ctx, values, data }) => {
      const id = await addTask(ctx, idIn(values, 'libraryId'), taskOf(values, data));
      return done(m.volunteers_task_saved(), `/staf/mitra/relawan/tugas/${id}`);
    },
  ),
};
