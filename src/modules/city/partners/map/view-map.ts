import { z } from 'zod';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { isDay, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { selectPoints, selectStandings, selectUnplaced, type Standpoint } from '../data/map.queries.ts';
import { stepOf, whoNext, type MapPoint, type MapStep, type NextPartner } from '../rules/map.ts';
import type { PartnerKind } from '../rules/terms.ts';
import { getPartner } from '../register/view-partners.ts';

const edge = z.tuple([z.string().refine(isDay), z.number().int()]);

/** Of whom the map is. */
export interface MapWanted {
  kind?: PartnerKind | null | undefined;
  libraryId?: number | null | undefined;
}

/** Where partners and prospects stand, by what was said of each last, and whom to talk to next. Needs `partners.manage`. */
export async function viewMap(
  ctx: Ctx,
  { kind = null, libraryId = null }: MapWanted,
): Promise<{ points: MapPoint[]; next: NextPartner[]; unplaced: { id: number; name: string }[] }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const points = await selectPoints(ctx.db, { kind, libraryId });
  return { points, next: whoNext(points, today), unplaced: await selectUnplaced(ctx.db, { kind, libraryId }) };
}

/** What was said of where a partner stands, the newest first. Needs `partners.manage`. Throws `partners.not_found`. */
export async function listStandings(
  ctx: Ctx,
  partnerId: number,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Standpoint[]; next: string | null }> {
  const { id } = await getPartner(ctx, partnerId);
  const rows = await selectStandings(ctx.db, id, { after: decodeCursor(cursor, edge), limit });
  return toPage(rows, limit, (row) => [row.onDay, row.id]);
}

type Words = (inputs?: Record<string, never>, options?: { locale?: 'id' | 'en' }) => string;
/** What is done with whom, in words. */
export const STEP_WORDS: Record<MapStep, Words> = {
  nurture: m.stakeholders_step_nurture,
  involve: m.stakeholders_step_involve,
  win: m.stakeholders_step_win,
  inform: m.stakeholders_step_inform,
};

/** The map as a table, the first row its head. Needs `partners.manage`. */
export async function mapTable(ctx: Ctx, wanted: MapWanted): Promise<(string | number | null)[][]> {
  const { points } = await viewMap(ctx, wanted);
  const say = { locale: ctx.locale };
  return [
    [
      m.stakeholders_partner({}, say),
      m.stakeholders_influence({}, say),
      m.stakeholders_interest({}, say),
      m.stakeholders_step({}, say),
      m.stakeholders_reason({}, say),
      m.stakeholders_since({}, say),
      m.stakeholders_last_contact({}, say),
    ],
    ...points.map((point) => [
      ...[point.partner, point.influence, point.interest, STEP_WORDS[stepOf(point)]({}, say)],
      ...[point.reason, point.onDay, point.lastContactOn],
    ]),
  ];
}
