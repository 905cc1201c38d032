import { error as httpError, redirect } from '@sveltejs/kit';
import {
  getClosedDay,
  libraryErrors,
  listLibraries,
  removeClosedDay,
  updateClosedDay,
  type ClosedDay,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { authorize, can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { explainError } from '#platform/problem';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { afterChange } from '#web/features/libraries/calendar-change.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { closedDayOf, closedDayValues, versionOf } from '#web/features/libraries/library-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

function idOf(ctx: Ctx, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  httpError(404, explainError(libraryErrors.closedDayNotFound(), ctx.locale));
}

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const day = await getClosedDay(ctx, idOf(ctx, params.id));
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
  save: async ({ request, locals: { ctx }, cookies, params }) => {
    const values = formValues(await request.formData());
    let day: ClosedDay;
    try {
      day = await updateClosedDay(ctx, idOf(ctx, params.id), versionOf(values), closedDayOf(values));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.libraries_closed_day_saved());
    redirect(303, await afterChange(ctx, day.libraryId, `/staf/hari-tutup?tahun=${day.dateFrom.slice(0, 4)}`));
  },
  remove: async ({ request, locals: { ctx }, cookies, params }) => {
    const values = formValues(await request.formData());
    try {
      await removeClosedDay(ctx, idOf(ctx, params.id), versionOf(values));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.libraries_closed_day_removed());
    redirect(303, localizeHref('/staf/hari-tutup'));
  },
};
