import { MEASURE_WORDS, STANDING_WORDS } from '#modules/city/campaigns';
import type {
  Campaign,
  CampaignLine,
  CampaignView,
  Standing,
  ThingKind,
  ThingState,
} from '#modules/city/campaigns/client';
import { nameLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx, Locale } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';

export const CAMPAIGNS = '/staf/kabar/kampanye';
export const campaignHref = (id: number, more = ''): string => localizeHref(`${CAMPAIGNS}/${id}${more}`);

type Mark = 'on' | 'out' | 'wait' | 'here' | 'late' | 'off';
const MARKS: Record<Standing, Mark> = {
  draft: 'off',
  submitted: 'wait',
  upcoming: 'out',
  running: 'on',
  over: 'late',
  reported: 'here',
};
const THINGS: Record<ThingKind, () => string> = {
  program: m.campaigns_thing_program,
  record: m.campaigns_thing_record,
  course: m.campaigns_thing_course,
  collection: m.campaigns_thing_collection,
};
const THING_STATES: Record<Exclude<ThingState, 'open'>, () => string> = {
  over: m.campaigns_thing_over,
  unseen: m.campaigns_thing_unseen,
  gone: m.campaigns_thing_gone,
};
export const thingKindName = (kind: ThingKind): string => THINGS[kind]();

/** Lists of campaigns, by the word of an address. */
export const VIEWS: Readonly<Record<string, { view: CampaignView; label: () => string }>> = {
  berjalan: { view: 'running', label: m.campaigns_view_running },
  disusun: { view: 'open', label: m.campaigns_view_open },
  usai: { view: 'over', label: m.campaigns_view_over },
  selesai: { view: 'reported', label: m.campaigns_view_reported },
  arsip: { view: 'archived', label: m.campaigns_view_archived },
};

const daysOf = ({ fromOn, untilOn }: Pick<CampaignLine, 'fromOn' | 'untilOn'>, locale: Locale): string =>
  m.campaigns_days({ from: formatDate(fromOn, locale, 'medium'), until: formatDate(untilOn, locale, 'medium') });

const targetOf = ({ target, measure }: Pick<CampaignLine, 'target' | 'measure'>, locale: Locale): string =>
  m.campaigns_target_of({ target: formatNumber(target, locale), what: MEASURE_WORDS[measure]() });

/** How a campaign stands, with its mark. */
const standingOf = ({ standing, archived }: Pick<CampaignLine, 'standing' | 'archived'>) =>
  archived
    ? { words: m.campaigns_archived_mark(), mark: 'off' as const }
    : { words: STANDING_WORDS[standing](), mark: MARKS[standing] };

/** A campaign as a list shows it. */
export function campaignRow(
  line: CampaignLine,
  { libraryOf, locale }: { libraryOf: Awaited<ReturnType<typeof nameLibraries>>; locale: Locale },
) {
  return {
    ...{ id: line.id, name: line.name, href: campaignHref(line.id) },
    library: line.libraryId === null ? m.campaigns_network() : libraryOf(line.libraryId).name,
    days: daysOf(line, locale),
    target: targetOf(line, locale),
    spent: m.campaigns_spent_of({ spent: formatRupiah(line.spent), budget: formatRupiah(line.budget) }),
    standing: standingOf(line),
  };
}

/** A campaign as its page shows it. @param zone in which days are read */
export async function campaignPage(ctx: Ctx, campaign: Campaign, zone: string) {
  const { locale } = ctx;
  const libraryOf = await nameLibraries(ctx);
  const row = campaignRow(campaign, { libraryOf, locale });
  const day = (instant: Date): string => formatDate(localDate(instant, zone), locale, 'medium');
  const mayKeepPartners = canAnywhere(ctx.actor, 'partners.manage');
  return {
    ...row,
    ...{ code: campaign.code, version: campaign.version, state: campaign.state, archived: campaign.archived },
    ...{ mayManage: campaign.mayManage, mayApprove: campaign.mayApprove, givenBack: campaign.givenBack },
    isOwnSubmission: campaign.isOwnSubmission,
    submittedBy: campaign.submittedBy,
    isOver: campaign.standing === 'over',
    lines: [
      { label: m.campaigns_field_goal(), text: campaign.goal },
      { label: m.campaigns_field_audience(), text: campaign.audience },
      { label: m.campaigns_target(), text: row.target },
      { label: m.campaigns_col_when(), text: row.days },
      { label: m.campaigns_budget(), text: formatRupiah(campaign.budget) },
      { label: m.campaigns_col_library(), text: row.library },
      { label: m.campaigns_field_code(), text: campaign.code },
    ].filter(({ text }) => text !== ''),
    by: [
      m.campaigns_created_by({ name: campaign.createdBy }),
      campaign.approvedAt && m.campaigns_approved_by({ name: campaign.approvedBy, day: day(campaign.approvedAt) }),
      campaign.reportedAt && m.campaigns_reported_by({ name: campaign.reportedBy, day: day(campaign.reportedAt) }),
    ]
      .filter((text) => text !== null)
      .join(' · '),
    things: campaign.things.map(({ id, kind, title, href, state }) => ({
      ...{ id, title, kind: thingKindName(kind) },
      href: href === null ? null : localizeHref(href),
      state: state === 'open' ? null : { words: THING_STATES[state](), mark: 'off' as const },
    })),
    partners: campaign.partners
      .filter(({ name }) => name !== '')
      .map(({ partnerId, name }) => ({
        ...{ id: partnerId, name },
        href: mayKeepPartners ? localizeHref(`/staf/mitra/${partnerId}`) : null,
      })),
    spent: row.spent,
    overBudget:
      campaign.budget > 0 && campaign.spent > campaign.budget
        ? m.campaigns_over_budget({ amount: formatRupiah(campaign.spent - campaign.budget) })
        : null,
    costs: campaign.costs.map(({ id, onDay, what, amount, reach, createdBy }) => ({
      ...{ id, what, by: createdBy, amount: formatRupiah(amount), day: formatDate(onDay, locale, 'medium') },
      reach: reach === null ? '' : formatNumber(reach, locale),
    })),
  };
}
export type CampaignPage = Awaited<ReturnType<typeof campaignPage>>;
