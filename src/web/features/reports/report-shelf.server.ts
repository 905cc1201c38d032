import { listKeptReports, listReports, type KeptReport } from '#modules/insights/reports';
import type { ReportGroup } from '#modules/insights/reports/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';

const TITLES: Record<ReportGroup, () => string> = {
  services: () => m.reports_group_services(),
  collection: () => m.reports_group_collection(),
  members: () => m.reports_group_members(),
  programs: () => m.reports_group_programs(),
  money: () => m.reports_group_money(),
  news: () => m.reports_group_news(),
};

/** Where a kept report is read. */
export function keptHref({ query: { kind, by, compare, library } }: Pick<KeptReport, 'query'>): string {
  const address = new URLSearchParams({ ukuran: kind, menurut: by, banding: compare });
  if (library !== undefined) address.set('perpustakaan', library);
  return `/staf/laporan/susun?${address.toString()}`;
}

/** All reports somebody may open. */
export async function reportShelf(ctx: Ctx) {
  const [groups, kept] = await Promise.all([listReports(ctx), listKeptReports(ctx)]);
  return {
    groups: groups.map(({ group, reports }) => ({ group, title: TITLES[group](), reports })),
    kept: kept.map((one) => ({ id: one.id, name: one.name, by: one.by, shared: one.shared, href: keptHref(one) })),
  };
}
export type ReportShelf = Awaited<ReturnType<typeof reportShelf>>;
