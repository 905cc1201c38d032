import {
  getQuietHours,
  getSchedule,
  saveQuietHours,
  saveSchedule,
  scheduledScopes,
} from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { formatMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { scheduleOf, scheduleRows } from '#web/features/notifications/schedule-form.server.ts';
import { chosenScope } from '#web/features/notifications/scope-choice.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { minuteIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

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

export const actions: Actions = {
  schedule: formAction(async ({ ctx, services, url, values }) => {
    const { scope, codes } = await chosenScope(ctx, url.searchParams);
    await saveSchedule(ctx, services, scope, scheduleOf(services.notices, values));
    return done(m.notice_schedule_saved(), hrefOf(codes));
  }),
  quiet: formAction(async ({ ctx, url, values }) => {
    const { scope, codes } = await chosenScope(ctx, url.searchParams);
    const follow = values.follow === 'on' && scope.libraryId !== null;
    const hours = follow ? null : { fromMinute: minuteIn(values, 'from'), toMinute: minuteIn(values, 'to') };
    await saveQuietHours(ctx, scope.libraryId, hours);
    return done(m.notice_quiet_saved(), hrefOf(codes));
  }),
};
