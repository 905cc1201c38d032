import { redirect } from '@sveltejs/kit';
import { addClosedDay, listClosedDays, listLibraries } from '#modules/libraries';
import { authorize, can } from '#platform/authorize';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { closedDayOf } from '#web/library-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorize(ctx, 'libraries.manage');
  const thisYear = Number(localDate(ctx.clock.now(), 'Asia/Jakarta').slice(0, 4));
  const asked = Number(url.searchParams.get('tahun'));
  const year = asked >= 2000 && asked <= 2100 ? asked : thisYear;
  const libraries = await listLibraries(ctx);
  const only = libraries.find((library) => String(library.id) === url.searchParams.get('perpustakaan'));
  const { data } = await listClosedDays(ctx, {
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    ...(only ? { libraryId: only.id } : {}),
    limit: 1000,
  });
  const nameOf = new Map(libraries.map((library) => [library.id, library.name]));
  return {
    year,
    only: only ? { id: only.id, name: only.name } : null,
    network: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries
      .filter((library) => can(ctx.actor, 'libraries.manage', library.id))
      .map((library) => ({ value: library.id, label: library.name })),
    libraryId: only ? String(only.id) : '',
    days: data.map((day) => ({
      id: day.id,
      dates:
        day.dateFrom === day.dateTo
          ? formatDate(day.dateFrom, ctx.locale, 'full')
          : `${formatDate(day.dateFrom, ctx.locale, 'medium')} – ${formatDate(day.dateTo, ctx.locale, 'medium')}`,
      type: day.type,
      reason: day.reason,
      source: day.source,
      where: day.libraryId === null ? null : (nameOf.get(day.libraryId) ?? ''),
      mayEdit: can(ctx.actor, 'libraries.manage', day.libraryId),
    })),
  };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let year: string;
    try {
      year = (await addClosedDay(ctx, closedDayOf(values))).dateFrom.slice(0, 4);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.libraries_closed_day_added());
    redirect(303, localizeHref(`/staf/hari-tutup?tahun=${year}`));
  },
};
