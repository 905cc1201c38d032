import { addDayNote } from '#modules/ground/day-notes';
import { visibleLibraries } from '#modules/ground/facts';
import { listLibraries, networkZone } from '#modules/ground/libraries';
import { askedFrom, listOddDays } from '#modules/insights/odd-days';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatDate, isDay, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { oddDayLines, quickWords } from '#web/features/reports/odd-days.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: { explain: { may: 'libraries.manage' } },
};

/** So many years back are offered. */
const YEARS = 5;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, back) => String(thisYear - back));
  const year = years.find((one) => one === url.searchParams.get('tahun')) ?? '';
  const days =
    year === '' ? { from: askedFrom(today), to: `${thisYear}-12-31` } : { from: `${year}-01-01`, to: `${year}-12-31` };
  const granted = visibleLibraries(ctx, undefined);
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ id }) => granted?.includes(id) ?? true);
  const library = libraries.find(({ code }) => code === url.searchParams.get('perpustakaan'));
  const explained = url.searchParams.get('tampil') === 'semua';
  const { data, next } = await listOddDays(
    ctx,
    { ...days, explained, ...(library ? { libraryId: library.id } : {}) },
    { cursor: url.searchParams.get('lanjut') ?? undefined },
  );
  const query = new URLSearchParams({
    tahun: year,
    perpustakaan: library?.code ?? '',
    tampil: explained ? 'semua' : '',
  });
  return {
    lines: await oddDayLines(ctx, data),
    next: next === null ? null : localizeHref(`/staf/laporan/hari-tak-biasa?${query.toString()}&lanjut=${next}`),
    query: query.toString(),
    quick: quickWords(),
    network: can(ctx.actor, 'libraries.manage', null),
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    years: years.map((one) => ({ value: one, label: one })),
    asked: { year, library: library?.code ?? '', show: explained ? 'semua' : '' },
  };
};

export const actions: Actions = {
  explain: formAction({ form: 'explain', anywhere: true }, async ({ ctx, url, values }) => {
    const { day = '', text = '', quick = '', network } = values;
    const libraryId = network === '1' ? null : idIn(values, 'libraryId');
    await addDayNote(ctx, { libraryId, day, text: text.trim() || quick });
    // an address of our own, as the page was asked for: the next day stands where this one stood
    const { searchParams } = url;
    searchParams.delete('/explain');
    const said = m.odd_days_saved({ day: isDay(day) ? formatDate(day, ctx.locale) : day });
    return done(said, searchParams.size > 0 ? `?${searchParams.toString()}` : '');
  }),
};
