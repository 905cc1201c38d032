import {
  addMobileStop,
  getLibraryByCode,
  listMobileStops,
  nextVisits,
  removeMobileStop,
  restoreVisit,
  skipVisit,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { formatWeekday, isoWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { visitView } from '#web/features/visits/parts/visit-view.server.ts';
import { idIn, wholeIn, minuteIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

const AHEAD = 42;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const library = await getLibraryByCode(ctx, params.code);
  authorize(ctx, 'libraries.manage', library.id);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const stops = await listMobileStops(ctx, library.id);
  return {
    library: library.name,
    backHref: localizeHref(`/staf/perpustakaan/${library.code}`),
    today,
    stops: stops.map((stop) => {
      const weekday = formatWeekday(isoWeekday(stop.firstOn), ctx.locale);
      return {
        id: stop.id,
        place: stop.place,
        when:
          stop.everyWeeks === 1
            ? m.libraries_route_weekly({ weekday })
            : m.libraries_route_weeks({ weekday, weeks: stop.everyWeeks }),
      };
    }),
    visits: (await nextVisits(ctx, library.id, AHEAD)).map((visit) => ({
      ...visitView(visit, today, ctx.locale),
      // closed for another reason than a word about this visit: nothing to take back here
      restorable: stops.some((stop) => stop.id === visit.stopId && stop.skips.some((skip) => skip.on === visit.on)),
    })),
  };
};

export const actions: Actions = {
  add: formAction(async ({ ctx, params, values }) => {
    const { id } = await getLibraryByCode(ctx, params.code);
    await addMobileStop(ctx, id, {
      place: values.place ?? '',
      firstOn: values.firstOn ?? '',
      everyWeeks: wholeIn(values, 'everyWeeks') ?? 1,
      lastOn: values.lastOn || null,
      opensMinute: minuteIn(values, 'opensMinute'),
      closesMinute: minuteIn(values, 'closesMinute'),
    });
    return m.libraries_route_added();
  }),
  remove: formAction(async ({ ctx, values }) => {
    await removeMobileStop(ctx, idIn(values));
    return m.libraries_route_removed();
  }),
  skip: formAction(async ({ ctx, values }) => {
    await skipVisit(ctx, idIn(values), { on: values.on ?? '', reason: values.reason ?? '' });
    return m.libraries_route_skipped();
  }),
  restore: formAction(async ({ ctx, values }) => {
    await restoreVisit(ctx, idIn(values), values.on ?? '');
    return m.libraries_route_restored();
  }),
};
