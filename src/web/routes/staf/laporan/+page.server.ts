import { addDayNote, removeDayNote } from '#modules/ground/day-notes';
import { countedThrough } from '#modules/ground/facts';
import { networkZone } from '#modules/ground/libraries';
import { saidCounted } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { addDays, formatDate, formatTime } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  dashboardAsked,
  dashboardCharts,
  type NamedChart,
} from '#web/features/circulation/today/dashboard-charts.server.ts';
import { dayFigures } from '#web/features/circulation/today/day-figures.server.ts';
import { deskSums } from '#web/features/circulation/today/desk-sums.server.ts';
import { vainSearches } from '#web/features/circulation/parts/vain-searches.server.ts';
import { dayNotes } from '#web/features/libraries/parts/day-notes.server.ts';
import { TIME_NAMES, TIMES } from '#web/kit/chart/compared-time.ts';
import { drawChart } from '#web/kit/chart/draw-chart.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const SHOWN = 10;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = await dashboardAsked(ctx, url);
  const { libraries, library, chosen, time } = asked;
  const [day, sums, charts, vain, notes] = await Promise.all([
    library ? dayFigures(ctx, library.id) : null,
    library ? deskSums(ctx, library.id) : null,
    dashboardCharts(ctx, asked),
    canAnywhere(ctx.actor, 'catalog.read') ? vainSearches(ctx, SHOWN) : null,
    // of today too, though it is counted tomorrow
    library ? dayNotes(ctx, library, { ...time.now, to: addDays(time.now.to, 1) }) : null,
  ]);
  const counted = (await countedThrough(ctx.db, 'loan')) ?? { through: null, countedAt: null };
  const query = new URLSearchParams({ masa: chosen, perpustakaan: library?.code ?? '' });
  const drawn = async (named: readonly NamedChart[]) =>
    Promise.all(
      named.map(async ({ id, chart, period }) => ({
        ...{ id, period },
        drawn: await drawChart(chart, ctx.locale),
        files: (['xlsx', 'csv'] as const).map((format) => ({
          label: format.toUpperCase(),
          href: localizeHref(`/staf/laporan/tabel?tabel=${id}&${query.toString()}&format=${format}`),
        })),
      })),
    );
  const say = (date: string): string => formatDate(date, ctx.locale, 'medium');
  const now = { from: say(time.now.from), to: say(time.now.to) };
  return {
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    shown: library?.code ?? '',
    name: library?.name ?? null,
    times: TIMES.map((value) => ({ value, label: TIME_NAMES[value]() })),
    time: chosen,
    period: m.dash_period(now),
    compared: m.dash_compared({ ...now, before: say(time.before.from), until: say(time.before.to) }),
    counted: saidCounted(counted, await networkZone(ctx.db), ctx.locale),
    until: library ? formatTime(ctx.clock.now(), library.timeZone, ctx.locale) : '',
    day,
    sums,
    loans: await drawn(charts.loans),
    visits: await drawn(charts.visits),
    vain,
    notes,
  };
};

export const actions: Actions = {
  addNote: formAction({ form: 'note' }, async ({ ctx, values }) => {
    const { day = '', text = '' } = values;
    await addDayNote(ctx, { libraryId: idOrNull(values, 'libraryId'), day, text });
    return m.day_notes_saved();
  }),
  removeNote: formAction({ form: 'remove' }, async ({ ctx, values }) => {
    await removeDayNote(ctx, idIn(values), versionIn(values));
    return m.day_notes_removed();
  }),
};
