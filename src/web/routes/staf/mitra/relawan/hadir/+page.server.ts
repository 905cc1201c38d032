import { scanVolunteer, type Scanned } from '#modules/city/volunteers';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

const SAID: Record<Scanned['what'], (inputs: { name: string }) => string> = {
  came: m.volunteers_door_came,
  left: m.volunteers_door_left,
  again: m.volunteers_door_again,
};

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const libraries = await listLibraries(ctx, { active: true });
  return {
    libraries: libraries
      .filter(({ id }) => can(ctx.actor, 'volunteers.manage', id))
      .map(({ id, name }) => ({ value: id, label: name })),
    libraryId: ctx.libraryId ?? '',
  };
};

export const actions: Actions = {
  default: formAction({ keeps: false }, async ({ ctx, values }) => {
    const { name, what } = await scanVolunteer(ctx, {
      ...{ libraryId: idIn(values, 'libraryId'), code: values.code ?? '' },
    });
    return SAID[what]({ name });
  }),
};
