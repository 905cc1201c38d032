import { getLibrary } from '#modules/ground/libraries';
import { keepOpenBlock, recentDecisions, type RecentDecisions } from '#modules/people/members';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { addDays, instantAt } from '#shared/dates';
import type { NoticeKind } from '../notice-kind.ts';
import { borrowingSuspended, passwordCleared, registrationAccepted, requestAnswered } from '../notices.ts';
import { notify, type NoticeInput } from '../notify.ts';
import { notToldYet } from '../texts/reminder-schedule.ts';

/** So far back decisions are looked for: a server that was off over a weekend still tells; what is older is no news. */
const LOOK_BACK_DAYS = 4;

/**
 * Tells members what was decided about them: a registration that became a card, a request about their data that was answered, days
 * without borrowing, a password that the desk took away. The members' module lies below this one and cannot tell by itself, so its decisions are read here, each once.
 * @returns how many were told
 */
export async function tellDecisions(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const since = new Date(ctx.clock.now().getTime() - LOOK_BACK_DAYS * 86_400_000);
  const { accepted, answered, imposed, cleared } = await recentDecisions(ctx.db, since);
  const decisions = [
    ...accepted.map(({ id, memberId, homeLibraryId: libraryId, number, expiresOn }) =>
      telling(registrationAccepted, {
        ...{ memberId, libraryId, key: `registration:${id}:accepted` },
        params: { number, expiresOn },
      }),
    ),
    ...answered.map(({ id, memberId, homeLibraryId: libraryId, kind, status, outcome }) =>
      telling(requestAnswered, {
        ...{ memberId, libraryId, key: `request:${id}:answered` },
        params: { kind, fulfilled: status === 'done', outcome },
      }),
    ),
    ...cleared.map(({ memberId, homeLibraryId: libraryId, at }) =>
      telling(passwordCleared, {
        ...{ memberId, libraryId, key: `member:${memberId}:password-cleared:${at.toISOString()}` },
        params: { at: at.toISOString() },
      }),
    ),
  ];
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(await notToldYet(ctx.db, decisions), async ({ tell }) => {
    if (await ctx.db.transaction().execute(async (trx) => tell(trx, oneAct(ctx)))) told += 1;
  });
  const blocks = imposed.map((block) => ({ ...block, key: `block:${block.id}:suspended` }));
  await round.each(await notToldYet(ctx.db, blocks), async (block) => {
    if (await tellImposed(oneAct(ctx), block)) told += 1;
  });
  round.end();
  return told;
}

const telling = <Given>(kind: NoticeKind<Given>, input: NoInfer<NoticeInput<Given>>) => ({
  key: input.key,
  tell: async (trx: Tx, ctx: Ctx) => notify(trx, ctx, kind, input),
});

/** Days without borrowing, as long as they hold: the return that brought them may be undone at this very moment. */
async function tellImposed(ctx: Ctx, block: RecentDecisions['imposed'][number] & { key: string }): Promise<boolean> {
  const { id, memberId, homeLibraryId, reason, untilDate, key } = block;
  const { timeZone } = await getLibrary(ctx, homeLibraryId);
  return ctx.db.transaction().execute(
    async (trx) =>
      (await keepOpenBlock(trx, id)) &&
      notify(trx, ctx, borrowingSuspended, {
        params: { untilDate, reason },
        memberId,
        libraryId: homeLibraryId,
        key,
        about: `block:${id}`,
        // after its last day it says nothing true any more
        ...(untilDate !== null && { expiresAt: instantAt(addDays(untilDate, 1), 0, timeZone) }),
      }),
  );
}
