import { channelsToEach, isLateEnoughInTheDay, notify } from '#modules/people/notifications';
import { surveyResults } from '#modules/community/questionnaires';
import { oneAct, type Ctx } from '#platform/context';
import { Round as ClockRound } from '#platform/database/round';
import type { Services } from '#platform/services';
import { HOME_ZONE, localDate } from '#shared/dates';
import type { Round, UsedService } from './client.ts';
import { holdOpen, selectInviting } from './data/rounds.queries.ts';
import { deleteInvitationsBefore, insertInvitation, selectToInvite } from './data/users.queries.ts';
import { satisfactionInvitation } from './notices.ts';
import { quarterOf } from './rules/rounds.ts';
import { aboutRound } from './rounds/move-round.ts';

const HOUR = 3_600_000;
/** Nobody is asked while they are still at the desk, and nobody about what they have forgotten. */
const AFTER_HOURS = 2;
const WITHIN_HOURS = 48;
/** So many are looked at in one go. */
const MOST = 500;

type Needs = Pick<Services, 'mailer' | 'secrets'>;
type Placed = Awaited<ReturnType<typeof surveyResults>>['placements'][number];

/**
 * Asks members who used a service in the last two days to answer its open round: each at most once in a quarter over all rounds, and only who
 * said yes to news, by the ways they chose. The message says what they used last and carries the address that everybody has; that somebody
 * was asked stands beside no round and no answer. Work of the clock. @returns how many were asked
 */
export async function inviteUsers(ctx: Ctx, needs: Needs, signal?: AbortSignal): Promise<number> {
  let asked = 0;
  const clockRound = new ClockRound(ctx, signal);
  await clockRound.each(await selectInviting(ctx.db), async (round) => {
    asked += await inviteTo(ctx, needs, { round, signal });
  });
  clockRound.end();
  return asked;
}

async function inviteTo(
  ctx: Ctx,
  needs: Needs,
  { round, signal }: { round: Round; signal: AbortSignal | undefined },
): Promise<number> {
  const now = ctx.clock.now();
  const { placements } = await surveyResults(
    ctx,
    round.places.map(({ placementId }) => placementId),
  );
  const open = new Map(
    placements
      .filter(({ state, library }) => state === 'open' && isLateEnoughInTheDay(now, library.timeZone))
      .map((placement) => [placement.library.id, placement]),
  );
  const quarter = quarterOf(localDate(now, HOME_ZONE));
  const used = {
    ...{ libraryIds: [...open.keys()], quarter, limit: MOST },
    since: new Date(now.getTime() - WITHIN_HOURS * HOUR),
    before: new Date(now.getTime() - AFTER_HOURS * HOUR),
  };
  let asked = 0;
  let afterId = 0;
  for (;;) {
    const people = await selectToInvite(ctx.db, round.service, { ...used, afterId });
    const ways = await channelsToEach(
      { db: ctx.db, ...needs },
      people.map(({ memberId }) => memberId),
      'news',
    );
    for (const { memberId, libraryId, used: lastUsed } of people) {
      const placement = open.get(libraryId);
      if (!placement || (ways.get(memberId) ?? []).length === 0) continue;
      if (await invite(oneAct(ctx), round, { memberId, placement, quarter, used: lastUsed })) asked += 1;
    }
    const last = people.at(-1);
    if (!last || people.length < MOST || signal?.aborted) return asked;
    afterId = last.memberId;
  }
}

async function invite(
  ctx: Ctx,
  { id }: Round,
  { memberId, placement, quarter, used }: { memberId: number; placement: Placed; quarter: string; used: UsedService },
): Promise<boolean> {
  return ctx.db.transaction().execute(async (trx) => {
    // whoever closes the round takes back what waits of it: nothing may come after that
    if (!(await holdOpen(trx, id)) || !(await insertInvitation(trx, memberId, quarter))) return false;
    await notify(trx, ctx, satisfactionInvitation, {
      params: { service: used, library: placement.library.name, path: `/isi/${placement.code}` },
      memberId,
      libraryId: placement.library.id,
      key: `satisfaction:${quarter}:${memberId}`,
      about: aboutRound(id),
      ...(placement.closesAt && { expiresAt: placement.closesAt }),
    });
    return true;
  });
}

/** Forgets who was asked in quarters that are over. Work of the clock. */
export const forgetInvitations = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<void> =>
  deleteInvitationsBefore(db, quarterOf(localDate(clock.now(), HOME_ZONE)));
