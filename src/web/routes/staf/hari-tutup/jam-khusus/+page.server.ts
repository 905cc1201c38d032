import {
  addSpecialHours,
  listLibraries,
  listSpecialHours,
  removeSpecialHours,
  zoneOf,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import { addDays, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { afterChange } from '#web/features/libraries/calendar-change.server.ts';
import { atFields } from '#web/features/libraries/library-form.server.ts';
import { summariseHours } from '#web/features/libraries/opening-hours.ts';
import { weekFields, weekOf } from '#web/features/libraries/week-form.server.ts';
import { idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
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
  add: formAction(
    { refused: (refusal, { ctx, values }) => ({ ...refusal, week: weekFields([], values, ctx.locale) }) },
    async ({ ctx, values }) => {
      const { hours, names } = weekOf(values);
      const { libraryId } = await addSpecialHours(ctx, {
        libraryId: idOrNull(values, 'libraryId'),
        dateFrom: values.dateFrom ?? '',
        dateTo: values.dateTo || (values.dateFrom ?? ''),
        reason: values.reason ?? '',
        hours,
        onClosedDays: values.onClosedDays === 'on',
      }).catch((error: unknown) => {
        throw atFields(error, names);
      });
      return done(m.libraries_special_hours_added(), await afterChange(ctx, libraryId, PATH));
    },
  ),
  remove: formAction(
    {
      keeps: false,
      refused: (refusal, { ctx }) => ({ ...refusal, week: weekFields([], null, ctx.locale) }),
    },
    async ({ ctx, values }) => {
      const { libraryId } = await removeSpecialHours(ctx, idIn(values), versionIn(values));
      return done(m.libraries_special_hours_removed(), await afterChange(ctx, libraryId, PATH));
    },
  ),
};
