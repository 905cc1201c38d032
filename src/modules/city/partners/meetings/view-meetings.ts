import { z } from 'zod';
import { networkZone, zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { isDay, isLocalDate, localDate, type LocalDate } from '#shared/dates';
import { countCommitmentViews, NO_DAY, selectCommitments, selectCommitmentsOf } from '../data/commitments.queries.ts';
import {
  countMeetingViews,
  findLastHeld,
  findMeeting,
  selectGuests,
  selectMeetings,
} from '../data/meetings.queries.ts';
import { partnerErrors } from '../errors.ts';
import type { CommitmentLine, CommitmentView, Meeting, MeetingLine, MeetingView } from '../rules/meetings.ts';

const edge = z.tuple([z.string().refine(isDay), z.number().int()]);
const promiseEdge = z.tuple([z.string().refine(isLocalDate), z.number().int()]);

const today = async (ctx: Ctx): Promise<LocalDate> => localDate(ctx.clock.now(), await networkZone(ctx.db));

/** Which meetings are wanted, and which part of them. */
export interface MeetingsWanted {
  view: MeetingView;
  partnerId?: number | null | undefined;
  libraryId?: number | null | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Meetings of the network or of one partner: those to come the next first, all of them the latest first. Needs `partners.manage`. */
export async function listMeetings(
  ctx: Ctx,
  { view, partnerId = null, libraryId = null, cursor, limit }: MeetingsWanted,
): Promise<{ data: MeetingLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const after = decodeCursor(cursor, edge);
  const wanted = { view, partnerId, libraryId, today: await today(ctx), after, limit };
  return toPage(await selectMeetings(ctx.db, wanted), limit, ({ onDay, id }) => [onDay, id]);
}

/** How many stand where, of the network or of one partner. Needs `partners.manage`. */
export async function countMeetings(ctx: Ctx, partnerId: number | null = null): Promise<Record<MeetingView, number>> {
  authorizeAnywhere(ctx, 'partners.manage');
  return countMeetingViews(ctx.db, { partnerId, today: await today(ctx) });
}

/** One of them with who was there and what was promised. Needs `partners.manage`. Throws `partners.meeting_not_found`. */
export async function getMeeting(ctx: Ctx, id: number): Promise<Meeting & { changedAt: Date }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findMeeting(ctx.db, id, await today(ctx));
  if (!found) throw partnerErrors.meetingNotFound();
  return {
    ...found,
    guests: await selectGuests(ctx.db, id),
    commitments: await selectCommitmentsOf(ctx.db, id),
  };
}

/** The last meeting with a partner that was held, with what was promised in it; null = none was. Needs `partners.manage`. */
export async function lastMeeting(ctx: Ctx, partnerId: number): Promise<Meeting | null> {
  authorizeAnywhere(ctx, 'partners.manage');
  const id = await findLastHeld(ctx.db, partnerId);
  return id === null ? null : getMeeting(ctx, id);
}

/** What was promised in meetings of the network, the first to be due first. Needs `partners.manage`. */
export async function listCommitments(
  ctx: Ctx,
  { view, cursor, limit }: { view: CommitmentView; cursor?: string | undefined; limit: number },
): Promise<{ data: CommitmentLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const after = decodeCursor(cursor, promiseEdge);
  const rows = await selectCommitments(ctx.db, { view, today: await today(ctx), after, limit });
  return toPage(rows, limit, ({ dueOn, followOn, id }) => [(view === 'follow' ? followOn : dueOn) ?? NO_DAY, id]);
}

/** How many stand where. Needs `partners.manage`. */
export async function countCommitments(ctx: Ctx): Promise<Record<CommitmentView, number>> {
  authorizeAnywhere(ctx, 'partners.manage');
  return countCommitmentViews(ctx.db, await today(ctx));
}

/** The day it is where a meeting is. */
export const meetingDay = async (ctx: Ctx, libraryId: number): Promise<LocalDate> =>
  localDate(ctx.clock.now(), await zoneOf({ db: ctx.db, libraryId }));
