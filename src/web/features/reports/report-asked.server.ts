import { librariesWithFigures } from '#modules/premises/visits';
import { zoneOf } from '#modules/ground/libraries';
import { COMPARISONS, REPORT_FORMATS, type Comparison, type ReportFormat } from '#modules/insights/reports/client';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { dayAsked } from '#web/kit/form/read-fields.server.ts';

const COMPARED: Record<Comparison, () => string> = {
  none: () => m.reports_compare_none(),
  previous: () => m.reports_compare_previous(),
  year: () => m.reports_compare_year(),
};

/** Those to choose from, and which of them an address names: one that was closed has its past, and stands there while it is asked for. */
export async function libraryAsked(ctx: Ctx, url: URL) {
  const every = await librariesWithFigures(ctx);
  const library = every.find(({ code }) => code === url.searchParams.get('perpustakaan'));
  return { libraries: every.filter((one) => one.active || one === library), library };
}

/** Of which days, beside which, of which library: what an address asks for; what is missing or wrong has its default, this year until yesterday. */
export async function reportAsked(ctx: Ctx, url: URL) {
  const { libraries, library } = await libraryAsked(ctx, url);
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const yesterday = addDays(today, -1);
  const to = dayAsked(url.searchParams, 'sampai', yesterday);
  const asked = dayAsked(url.searchParams, 'dari', `${to.slice(0, 4)}-01-01`);
  const compare = COMPARISONS.find((one) => one === url.searchParams.get('banding')) ?? 'year';
  const within = /^\d$/.exec(url.searchParams.get('dalam') ?? '')?.[0];
  return {
    days: { from: asked <= to ? asked : to, to },
    compare,
    library: library?.code,
    within,
    today,
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    comparisons: COMPARISONS.map((value) => ({ value, label: COMPARED[value]() })),
  };
}
export type ReportAsked = Awaited<ReturnType<typeof reportAsked>>;

/** The same as an address says it. */
export function askedInAddress({
  days,
  compare,
  library,
}: Pick<ReportAsked, 'days' | 'compare' | 'library'>): URLSearchParams {
  const address = new URLSearchParams({ dari: days.from, sampai: days.to, banding: compare });
  if (library !== undefined) address.set('perpustakaan', library);
  return address;
}

/** A report as files. @param address of the route that makes them, all but the format */
export const filesOf = (address: string): { label: string; href: string }[] =>
  REPORT_FORMATS.map((format) => ({
    label: format.toUpperCase(),
    href: localizeHref(`${address}&format=${format}`),
  }));

/** Which of them an address asks for. */
export const formatAsked = (url: URL): ReportFormat =>
  REPORT_FORMATS.find((one) => one === url.searchParams.get('format')) ?? 'csv';
