import { getPartner, listStandings, STEP_WORDS, viewMap } from '#modules/city/partners';
import {
  STALE_DAYS,
  stepOf,
  type MapPoint,
  type NextPartner,
  type NextReason,
  type PartnerKind,
} from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { nameOf, partnerHref } from '../partner-words.server.ts';

const MAP_PATH = '/staf/mitra/peta';
/** So much of what was said of one partner is shown beside the form. */
const HISTORY = 10;

const REASONS: Record<NextReason, () => string> = {
  win: m.stakeholders_next_win,
  stale: () => m.stakeholders_next_stale({ count: STALE_DAYS }),
  never: m.stakeholders_next_never,
};

/** Where a partner is moved on the map. */
export const moveHref = (id: number): string => localizeHref(`${MAP_PATH}?mitra=${id}#pindah`);

/** What the map says, in one sentence. */
function finding(points: readonly MapPoint[]): string {
  if (points.length === 0) return m.stakeholders_finding_none();
  const [first, second, ...others] = points.filter((one) => stepOf(one) === 'win').map((one) => nameOf(one.partner));
  if (first === undefined) return m.stakeholders_finding_all();
  if (second === undefined) return m.stakeholders_finding_one({ name: first });
  return others.length === 0
    ? m.stakeholders_finding_two({ name: first, other: second })
    : m.stakeholders_finding_more({ name: first, count: others.length + 1 });
}

const dayOr = (day: string | null, locale: Locale): string =>
  day === null ? m.partners_no_contact() : formatDate(day, locale);

const rowView = (point: MapPoint, locale: Locale) => ({
  id: point.partnerId,
  name: nameOf(point.partner),
  href: partnerHref(point.partnerId),
  moveHref: moveHref(point.partnerId),
  interest: point.interest,
  influence: point.influence,
  step: STEP_WORDS[stepOf(point)](),
  reason: point.reason,
  since: m.stakeholders_said({ day: formatDate(point.onDay, locale), name: point.saidBy }),
  lastContact: dayOr(point.lastContactOn, locale),
});

const nextView = (one: NextPartner, locale: Locale) => ({
  id: one.partnerId,
  name: nameOf(one.partner),
  href: localizeHref(`/staf/mitra/${one.partnerId}/pertemuan`),
  why: one.reasons.map((reason) => REASONS[reason]()).join('; '),
  lastContact: m.stakeholders_last_contact_on({ day: dayOr(one.lastContactOn, locale) }),
});

/** What was said of where a partner stands, for its page; null = nobody has said. */
export async function standingPiece(ctx: Ctx, id: number) {
  const { data } = await listStandings(ctx, id, { limit: 1 });
  const [now] = data;
  return {
    moveHref: moveHref(id),
    now: now
      ? {
          words: m.stakeholders_stands({
            influence: now.influence,
            interest: now.interest,
            step: STEP_WORDS[stepOf(now)](),
          }),
          reason: now.reason,
          since: m.stakeholders_said({ day: formatDate(now.onDay, ctx.locale), name: now.saidBy }),
        }
      : null,
  };
}
export type StandingPiece = Awaited<ReturnType<typeof standingPiece>>;

/** The one that is moved, as it stands now, and what was said before. */
async function chosenView(ctx: Ctx, id: number, points: readonly MapPoint[]) {
  const partner = await getPartner(ctx, id);
  if (partner.state === 'archived') return null;
  const now = points.find((one) => one.partnerId === partner.id) ?? null;
  const { data } = await listStandings(ctx, partner.id, { limit: HISTORY });
  const [latest] = data;
  return {
    id: partner.id,
    name: nameOf(partner.name),
    isShown: now !== null,
    interest: latest?.interest ?? 5,
    influence: latest?.influence ?? 5,
    history: data.map((one) => ({
      id: one.id,
      words: m.stakeholders_stands({
        influence: one.influence,
        interest: one.interest,
        step: STEP_WORDS[stepOf(one)](),
      }),
      reason: one.reason,
      since: m.stakeholders_said({ day: formatDate(one.onDay, ctx.locale), name: one.saidBy }),
    })),
  };
}

/** The page of the map. */
export async function mapView(
  ctx: Ctx,
  { kind, libraryId, partnerId }: { kind: PartnerKind | null; libraryId: number | null; partnerId: number | null },
) {
  const { points, next, unplaced } = await viewMap(ctx, { kind, libraryId });
  return {
    finding: finding(points),
    today: localDate(ctx.clock.now(), await networkZone(ctx.db)),
    points: points.map(({ partnerId: id, partner, interest, influence }) => ({
      ...{ partnerId: id, name: nameOf(partner), interest, influence },
    })),
    rows: points.map((point) => rowView(point, ctx.locale)),
    next: next.map((one) => nextView(one, ctx.locale)),
    unplaced: unplaced.map(({ id, name }) => ({ id, name, href: moveHref(id) })),
    partners: [
      ...unplaced.map(({ id, name }) => ({ value: id, label: m.stakeholders_unplaced_one({ name }) })),
      ...points.map((one) => ({ value: one.partnerId, label: nameOf(one.partner) })),
    ],
    chosen: partnerId === null ? null : await chosenView(ctx, partnerId, points),
  };
}
export type MapView = Awaited<ReturnType<typeof mapView>>;
