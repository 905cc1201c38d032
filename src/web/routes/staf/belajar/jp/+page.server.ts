import { networkZone, nameLibraries } from '#modules/ground/libraries';
import { heads, libraryYears, staffYears } from '#modules/learning/study-hours';
import { YEAR_TARGET } from '#modules/learning/study-hours/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { yearAsked } from '#web/features/study-hours/year-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'accounts.manage' };

/** Years that the page offers beside the present one. */
const EARLIER = 3;
const PATH = '/staf/belajar/jp';

async function staffTable(ctx: Ctx, libraryId: number, year: number) {
  const { staff, library } = await staffYears(ctx, { libraryId, year });
  const said = (count: number): string => formatNumber(count, ctx.locale);
  return {
    library: library.name,
    below: m.study_hours_below({
      count: staff.filter(({ isReached }) => !isReached).length,
      target: String(YEAR_TARGET),
    }),
    staff: staff.map(({ id, name, total, fromCourses, fromWorkshops, fromOwn, isReached }) => ({
      ...{ id, name, isReached, total: said(total) },
      ...{ fromCourses: said(fromCourses), fromWorkshops: said(fromWorkshops), fromOwn: said(fromOwn) },
    })),
    files: ['xlsx', 'csv'].map((format) => ({
      format: format.toUpperCase(),
      href: localizeHref(`${PATH}/unduh/${format}?tahun=${year}`),
    })),
  };
}

async function networkTable(ctx: Ctx, year: number) {
  const named = await nameLibraries(ctx);
  return (await libraryYears(ctx, year)).map(({ libraryId, staff, reached }) => ({
    id: libraryId,
    name: named(libraryId).name,
    words:
      staff === null
        ? m.study_hours_few()
        : reached === null
          ? m.study_hours_staff_few({ staff })
          : m.study_hours_staff_reached({ staff, reached, target: String(YEAR_TARGET) }),
  }));
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const now = Number(localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4));
  const year = yearAsked(url.searchParams) ?? now;
  const at = ctx.libraryId;
  const isHead = at !== null && can(ctx.actor, 'accounts.manage', at) && heads(ctx, at);
  const years = new Set([year, ...Array.from({ length: EARLIER + 1 }, (_, back) => now - back)]);
  return {
    year,
    years: [...years]
      .toSorted((a, b) => b - a)
      .map((one) => ({ year: one, href: localizeHref(`${PATH}?tahun=${one}`) })),
    own: isHead ? await staffTable(ctx, at, year) : null,
    network: can(ctx.actor, 'accounts.manage', null) ? await networkTable(ctx, year) : null,
  };
};
