import { fail, redirect } from '@sveltejs/kit';
import {
  addSpecialHours,
  listLibraries,
  listSpecialHours,
  removeSpecialHours,
  type SpecialHours,
  zoneOf,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere, can } from '#platform/authorize';
import { addDays, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { afterChange } from '#web/features/libraries/calendar-change.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { atFields, versionOf } from '#web/features/libraries/library-form.server.ts';
import { summariseHours } from '#web/features/libraries/opening-hours.ts';
import { weekFields, weekOf } from '#web/features/libraries/week-form.server.ts';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

const PATH = '/staf/hari-tutup/jam-khusus';
/** How long what is over is still shown, in days. */
const PAST_DAYS = 90;

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'libraries.manage');
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const [libraries, specials] = await Promise.all([
    listLibraries(ctx),
    listSpecialHours(ctx, { from: addDays(today, -PAST_DAYS) }),
  ]);
  const nameOf = new Map(libraries.map((library) => [library.id, library.name]));
  return {
    network: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries
      .filter((library) => can(ctx.actor, 'libraries.manage', library.id))
      .map((library) => ({ value: library.id, label: library.name })),
    week: weekFields([], null, ctx.locale),
    specials: specials.map(({ id, version, libraryId, dateFrom, dateTo, reason, hours, onClosedDays }) => ({
      id,
      version,
      dates:
        dateFrom === dateTo
          ? formatDate(dateFrom, ctx.locale, 'full')
          : `${formatDate(dateFrom, ctx.locale, 'medium')} – ${formatDate(dateTo, ctx.locale, 'medium')}`,
      reason,
      onClosedDays,
      where: libraryId === null ? null : (nameOf.get(libraryId) ?? ''),
      // a weekday that is not named keeps its usual hours
      hours: summariseHours(hours, ctx.locale).filter((line) => line.times.length > 0),
      mayEdit: can(ctx.actor, 'libraries.manage', libraryId),
    })),
  };
};

export const actions: Actions = {
  add: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let added: SpecialHours;
    let names: string[] = [];
    try {
      const week = weekOf(values);
      names = week.names;
      added = await addSpecialHours(ctx, {
        libraryId: idOrNull(values, 'libraryId'),
        dateFrom: values.dateFrom ?? '',
        dateTo: values.dateTo || (values.dateFrom ?? ''),
        reason: values.reason ?? '',
        hours: week.hours,
        onClosedDays: values.onClosedDays === 'on',
      });
    } catch (error) {
      const refused = refuseForm(atFields(error, names), ctx, values);
      return fail(refused.status, { ...refused.data, week: weekFields([], values, ctx.locale) });
    }
    setFlash(cookies, 'ok', m.libraries_special_hours_added());
    redirect(303, await afterChange(ctx, added.libraryId, PATH));
  },
  remove: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let removed: SpecialHours;
    try {
      removed = await removeSpecialHours(ctx, idIn(values), versionOf(values));
    } catch (error) {
      const refused = refuseForm(error, ctx, {});
      return fail(refused.status, { ...refused.data, week: weekFields([], null, ctx.locale) });
    }
    setFlash(cookies, 'ok', m.libraries_special_hours_removed());
    redirect(303, await afterChange(ctx, removed.libraryId, PATH));
  },
};
