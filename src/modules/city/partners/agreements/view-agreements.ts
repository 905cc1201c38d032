import { z } from 'zod';
import { networkZone } from '#modules/ground/libraries';
import { staffAt } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { isDay, localDate, type LocalDate } from '#shared/dates';
import type { Agreement, AgreementLine, AgreementView } from '../client.ts';
import {
  countViews,
  findAgreement,
  selectAgreements,
  selectAgreementsOf,
  selectDuties,
  type AgreementRow,
} from '../data/agreements.queries.ts';
import { partnerErrors } from '../errors.ts';
import { alarmOf, isRinging, standingOf } from '../rules/standing.ts';

const edge = z.tuple([z.string().refine(isDay), z.number().int()]);

const today = async (ctx: Ctx): Promise<LocalDate> => localDate(ctx.clock.now(), await networkZone(ctx.db));

function lineOf({ state, alarmSeen, isFollowed, ...row }: AgreementRow, on: LocalDate): AgreementLine {
  const dated = { state, fromOn: row.fromOn, untilOn: row.untilOn };
  const alarm = alarmOf(dated, on);
  return { ...row, standing: standingOf(dated, on), alarm: isRinging(alarm, alarmSeen, isFollowed) ? alarm : null };
}

/** Agreements as they stand today, the first to end first. Needs `partners.manage`. */
export async function listAgreements(
  ctx: Ctx,
  {
    view,
    libraryId = null,
    cursor,
    limit,
  }: { view: AgreementView; libraryId?: number | null | undefined; cursor?: string | undefined; limit: number },
): Promise<{ data: AgreementLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const on = await today(ctx);
  const after = decodeCursor(cursor, edge);
  const rows = await selectAgreements(ctx.db, { view, today: on, libraryId, after, limit });
  const { data, next } = toPage(rows, limit, ({ untilOn, id }) => [untilOn, id]);
  return { data: data.map((row) => lineOf(row, on)), next };
}

/** How many stand where. Needs `partners.manage`. */
export async function countAgreements(ctx: Ctx): Promise<Record<AgreementView, number>> {
  authorizeAnywhere(ctx, 'partners.manage');
  return countViews(ctx.db, await today(ctx));
}

/** Those of one partner, the latest first. Needs `partners.manage`. */
export async function agreementsOf(ctx: Ctx, partnerId: number): Promise<AgreementLine[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  const on = await today(ctx);
  return (await selectAgreementsOf(ctx.db, partnerId, on)).map((row) => lineOf(row, on));
}

/** One of them with its obligations and its thread. Needs `partners.manage`. Throws `partners.agreement_not_found`. */
export async function getAgreement(ctx: Ctx, id: number): Promise<Agreement> {
  authorizeAnywhere(ctx, 'partners.manage');
  const on = await today(ctx);
  const found = await findAgreement(ctx.db, id, on);
  if (!found) throw partnerErrors.agreementNotFound();
  const { followsId, followsTitle, followedById, followedByTitle, fileKey, fileType, ...row } = found;
  const thread = (other: number | null, title: string | null) =>
    other === null ? null : { id: other, title: title ?? '' };
  return {
    ...row,
    ...lineOf(row, on),
    hasFile: fileKey !== null && fileType !== null,
    follows: thread(followsId, followsTitle),
    followedBy: thread(followedById, followedByTitle),
    duties: await selectDuties(ctx.db, id),
  };
}

/** Who of ours may see to obligations of a library. Needs `partners.manage`. */
export async function dutyKeepers(ctx: Ctx, libraryId: number): Promise<{ id: number; name: string }[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return (await staffAt(ctx.db, libraryId)).map(({ id, name }) => ({ id, name }));
}
