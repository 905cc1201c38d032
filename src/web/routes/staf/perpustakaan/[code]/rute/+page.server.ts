import { fail, redirect } from '@sveltejs/kit';
import {
  addMobileStop,
  getLibraryByCode,
  listMobileStops,
  nextVisits,
  removeMobileStop,
  restoreVisit,
  skipVisit,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatWeekday, isoWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { visitView } from '#web/features/visits/visit-view.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

async function act(event: RequestEvent, work: (ctx: Ctx, values: Record<string, string>) => Promise<string>) {
  const values = formValues(await event.request.formData());
  let said: string;
  try {
    said = await work(event.locals.ctx, values);
  } catch (error) {
    const refusal = refuseForm(error, event.locals.ctx, values);
    return fail(refusal.status, refusal.data);
  }
  setFlash(event.cookies, 'ok', said);
  redirect(303, localizeHref(`/staf/perpustakaan/${event.params.code}/rute`));
}
/** Minutes from midnight of a field `08:30`. Throws a refusal at the field. */
function minuteOf(values: Record<string, string>, field: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(values[field] ?? '') ?? [];
  if (hour === undefined) throw platformErrors.invalidInput({}, { [field]: 'required' });
  return Number(hour) * 60 + Number(minute);
}

export const actions: Actions = {
  add: async (event) =>
    act(event, async (ctx, values) => {
      const { id } = await getLibraryByCode(ctx, event.params.code);
      await addMobileStop(ctx, id, {
        place: values.place ?? '',
        firstOn: values.firstOn ?? '',
        everyWeeks: wholeIn(values, 'everyWeeks') ?? 1,
        lastOn: values.lastOn || null,
        opensMinute: minuteOf(values, 'opensMinute'),
        closesMinute: minuteOf(values, 'closesMinute'),
      });
      return m.libraries_route_added();
    }),
  remove: async (event) =>
    act(event, async (ctx, values) => {
      await removeMobileStop(ctx, idIn(values));
      return m.libraries_route_removed();
    }),
  skip: async (event) =>
    act(event, async (ctx, values) => {
      await skipVisit(ctx, idIn(values), { on: values.on ?? '', reason: values.reason ?? '' });
      return m.libraries_route_skipped();
    }),
  restore: async (event) =>
    act(event, async (ctx, values) => {
      await restoreVisit(ctx, idIn(values), values.on ?? '');
      return m.libraries_route_restored();
    }),
};
