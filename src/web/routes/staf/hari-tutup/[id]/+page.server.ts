import { getClosedDay, listLibraries, removeClosedDay, updateClosedDay } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorize, can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { afterChange } from '#web/features/libraries/calendar-change.server.ts';
import { closedDayOf, closedDayValues } from '#web/features/libraries/library-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const day = await getClosedDay(ctx, idOf(params.id));
  authorize(ctx, 'libraries.manage', day.libraryId);
  const libraries = await listLibraries(ctx);
  return {
    version: day.version,
    year: day.dateFrom.slice(0, 4),
    values: closedDayValues(day),
    network: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries
      .filter((library) => can(ctx.actor, 'libraries.manage', library.id))
      .map((library) => ({ value: library.id, label: library.name })),
  };
};

export const actions: Actions = {
  save: formAction(async ({ ctx, params, values }) => {
    const day = await updateClosedDay(ctx, idOf(params.id), versionIn(values), closedDayOf(values));
    const path = `/staf/hari-tutup?tahun=${day.dateFrom.slice(0, 4)}`;
    return done(m.libraries_closed_day_saved(), await afterChange(ctx, day.libraryId, path));
  }),
  remove: formAction(async ({ ctx, params, values }) => {
    await removeClosedDay(ctx, idOf(params.id), versionIn(values));
    return done(m.libraries_closed_day_removed(), '/staf/hari-tutup');
  }),
};
