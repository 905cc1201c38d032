import { listReportLinks, saidDays, shareReport } from '#modules/insights/reports';
import { LINK_DAYS } from '#modules/insights/reports/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';

type Query = Parameters<typeof shareReport>[1]['query'];
type Origin = Parameters<typeof siteOrigin>;

const dayOf = async (ctx: Ctx, instant: Date): Promise<string> =>
  formatDate(localDate(instant, await networkZone(ctx.db)), ctx.locale);

/** A new link, to be copied from the page: it is shown this once. */
export async function sharedLink(ctx: Ctx, origin: Origin, asked: { query: Query; days: number | null }) {
  const days = LINK_DAYS.find((one) => one === asked.days) ?? LINK_DAYS[0];
  const { token, expiresAt } = await shareReport(ctx, { query: asked.query, days });
  return {
    made: m.reports_link_made({ day: await dayOf(ctx, expiresAt) }),
    link: siteOrigin(...origin) + localizeHref(`/laporan/${token}`),
  };
}

/** The links to a report that hold, and for how long one can be made. */
export async function reportLinks(ctx: Ctx, { kind, by }: { kind: string; by: string }) {
  const links = await listReportLinks(ctx, { kind, by });
  return {
    days: LINK_DAYS.map((days) => ({ value: days, label: m.reports_link_days_option({ days }) })),
    holding: await Promise.all(
      links.map(async (one) => ({
        id: one.id,
        text: m.reports_link_line({ period: saidDays(one.query, ctx.locale), day: await dayOf(ctx, one.expiresAt) }),
        opened: one.opened === 0 ? m.reports_link_unopened() : m.reports_link_opened({ count: one.opened }),
        by: one.by === null ? null : m.reports_link_by({ name: one.by }),
      })),
    ),
  };
}
export type ReportLinks = Awaited<ReturnType<typeof reportLinks>>;
