import { redirect } from '@sveltejs/kit';
import {
  getQuietHours,
  getSchedule,
  saveQuietHours,
  saveSchedule,
  scheduledScopes,
} from '#modules/people/notifications';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { formatMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { scheduleOf, scheduleRows } from '#web/features/notifications/schedule-form.server.ts';
import { chosenScope } from '#web/features/notifications/scope-choice.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'notices.manage' };

const PATH = '/staf/pemberitahuan/jadwal';
const hrefOf = (codes: [string, string][]): string => {
  const query = new URLSearchParams(codes).toString();
  return localizeHref(PATH) + (query && `?${query}`);
};
/** `HH:MM`, as the browser's field wants it. */
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const chosen = await chosenScope(ctx, url.searchParams);
  const { libraryId, categoryId } = chosen.scope;
  const [rows, quiet, scopes] = await Promise.all([
    getSchedule(ctx, services, chosen.scope),
    getQuietHours(ctx, libraryId),
    scheduledScopes(ctx),
  ]);
  const holds = quiet.own ?? quiet.network ?? { fromMinute: 0, toMinute: 0 };
  const codes = new URLSearchParams(chosen.codes).toString();
  return {
    choice: chosen.choice,
    name: chosen.name,
    mayEdit: chosen.mayEdit,
    network: libraryId === null && categoryId === null,
    kept: codes && `&${codes}`,
    rows: scheduleRows(services.notices, rows, null, ctx.locale),
    own: scopes.map((scope) => ({ name: chosen.nameOf(scope), href: hrefOf(chosen.codesOf(scope)) })),
    quiet: {
      /** Quiet hours belong to a library, not to a category. */
      shown: categoryId === null,
      from: clock(holds.fromMinute),
      to: clock(holds.toMinute),
      own: quiet.own !== null,
      network: quiet.network && {
        from: formatMinute(quiet.network.fromMinute, ctx.locale),
        to: formatMinute(quiet.network.toMinute, ctx.locale),
      },
    },
  };
};

async function open({ request, locals: { ctx }, url }: RequestEvent) {
  const { scope, codes } = await chosenScope(ctx, url.searchParams);
  return { ctx, scope, back: hrefOf(codes), values: formValues(await request.formData()) };
}

/** Minutes from midnight of `HH:MM`. Throws `platform.invalid_input` at the field. */
function minuteOf(values: Record<string, string>, field: 'from' | 'to'): number {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(values[field]?.trim() ?? '') ?? [];
  if (hour === undefined || minute === undefined) throw platformErrors.invalidInput({}, { [field]: 'invalid' });
  return Number(hour) * 60 + Number(minute);
}

export const actions: Actions = {
  schedule: async (event) => {
    const { services } = event.locals;
    const { ctx, scope, back, values } = await open(event);
    try {
      await saveSchedule(ctx, services, scope, scheduleOf(services.notices, values));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(event.cookies, 'ok', m.notice_schedule_saved());
    return redirect(303, back);
  },
  quiet: async (event) => {
    const { ctx, scope, back, values } = await open(event);
    try {
      const follow = values.follow === 'on' && scope.libraryId !== null;
      const hours = follow ? null : { fromMinute: minuteOf(values, 'from'), toMinute: minuteOf(values, 'to') };
      await saveQuietHours(ctx, scope.libraryId, hours);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(event.cookies, 'ok', m.notice_quiet_saved());
    return redirect(303, back);
  },
};
