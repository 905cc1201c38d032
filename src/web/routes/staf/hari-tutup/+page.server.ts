import { addClosedDay, listClosedDays, listLibraries, occasions, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import { formatDate, formatWeekday, isoWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { afterChange } from '#web/features/libraries/calendar-change.server.ts';
import { closedDayOf } from '#web/features/libraries/library-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'libraries.manage');
  const thisYear = Number(localDate(ctx.clock.now(), await zoneOf(ctx)).slice(0, 4));
  const asked = Number(url.searchParams.get('tahun'));
  const year = asked >= 2000 && asked <= 2100 ? asked : thisYear;
  const libraries = await listLibraries(ctx);
  const only = libraries.find((library) => String(library.id) === url.searchParams.get('perpustakaan'));
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const { data } = await listClosedDays(ctx, {
    from,
    to,
    ...(only ? { libraryId: only.id } : {}),
    limit: 1000,
  });
  const nameOf = new Map(libraries.map((library) => [library.id, library.name]));
  return {
    year,
    only: only ? { id: only.id, name: only.name } : null,
    mayMove: can(ctx.actor, 'loans.read', only?.id ?? null) && can(ctx.actor, 'libraries.manage', only?.id ?? null),
    network: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries
      .filter((library) => can(ctx.actor, 'libraries.manage', library.id))
      .map((library) => ({ value: library.id, label: library.name })),
    libraryId: only ? String(only.id) : '',
    days: inOrder(data.flatMap((day) => occasions(day, from, to).map((dates) => ({ ...day, ...dates })))).map(
      (day) => ({
        key: `${day.id}/${day.dateFrom}`,
        id: day.id,
        yearly: day.yearly,
        dates: day.weekly
          ? m.libraries_every_weekday({ weekday: formatWeekday(isoWeekday(day.dateFrom), ctx.locale) })
          : day.dateFrom === day.dateTo
            ? formatDate(day.dateFrom, ctx.locale, 'full')
            : `${formatDate(day.dateFrom, ctx.locale, 'medium')} – ${formatDate(day.dateTo, ctx.locale, 'medium')}`,
        type: day.type,
        reason: day.reason,
        source: day.source,
        where: day.libraryId === null ? null : (nameOf.get(day.libraryId) ?? ''),
        mayEdit: can(ctx.actor, 'libraries.manage', day.libraryId),
      }),
    ),
  };
};

const inOrder = <T extends { dateFrom: string }>(days: readonly T[]): T[] =>
  days.toSorted((a, b) => a.dateFrom.localeCompare(b.dateFrom));

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const { libraryId, dateFrom } = await addClosedDay(ctx, closedDayOf(values));
    const path = `/staf/hari-tutup?tahun=${dateFrom.slice(0, 4)}`;
    return done(m.libraries_closed_day_added(), await afterChange(ctx, libraryId, path));
  }),
};
