import { getLibrary } from '#modules/libraries';
import { keepOpenBlock, recentDecisions, type RecentDecisions } from '#modules/members';
import { oneAct, type Ctx } from '#platform/context';
import { addDays, instantAt } from '#shared/dates';
import { notify, type NoticeInput } from './notify.ts';
import { notToldYet } from './reminder-schedule.ts';

/** So far back decisions are looked for: a server that was off over a weekend still tells; what is older is no news. */
const LOOK_BACK_DAYS = 4;

/**
 * Tells members what was decided about them: a registration that became a card, a request about their data that was answered, days
 * without borrowing, a password that the desk took away. The members' module lies below this one and cannot tell by itself, so its decisions are read here, each once.
 * @returns how many were told
 */
export async function tellDecisions(ctx: Ctx): Promise<number> {
  const since = new Date(ctx.clock.now().getTime() - LOOK_BACK_DAYS * 86_400_000);
  const { accepted, answered, imposed, cleared } = await recentDecisions(ctx.db, since);
  const notices: NoticeInput[] = [
    ...accepted.map(({ id, memberId, homeLibraryId, number, expiresOn }) => ({
      topic: 'registration' as const,
      params: { number, expiresOn },
      memberId,
      libraryId: homeLibraryId,
      key: `registration:${id}:accepted`,
    })),
    ...answered.map(({ id, memberId, homeLibraryId, kind, status, outcome }) => ({
      topic: 'request_answered' as const,
      params: { kind, fulfilled: status === 'done', outcome },
      memberId,
      libraryId: homeLibraryId,
      key: `request:${id}:answered`,
    })),
    ...cleared.map(({ memberId, homeLibraryId, at }) => ({
      topic: 'password_cleared' as const,
      params: { at: at.toISOString() },
      memberId,
      libraryId: homeLibraryId,
      key: `member:${memberId}:password-cleared:${at.toISOString()}`,
    })),
  ];
  let told = 0;
  for (const notice of await notToldYet(ctx.db, notices)) {
    if (await ctx.db.transaction().execute(async (trx) => notify(trx, oneAct(ctx), notice))) told += 1;
  }
  return told + (await tellImposed(ctx, imposed));
}

/** Days without borrowing, as long as they hold: the return that brought them may be undone at this very moment. */
async function tellImposed(ctx: Ctx, imposed: RecentDecisions['imposed']): Promise<number> {
  const notices = await Promise.all(
    imposed.map(async ({ id, memberId, homeLibraryId, reason, untilDate }) => {
      const { timeZone } = await getLibrary(ctx, homeLibraryId);
      return {
        blockId: id,
        topic: 'suspended' as const,
        params: { untilDate, reason },
        memberId,
        libraryId: homeLibraryId,
        key: `block:${id}:suspended`,
        about: `block:${id}`,
        // after its last day it says nothing true any more
        ...(untilDate !== null && { expiresAt: instantAt(addDays(untilDate, 1), 0, timeZone) }),
      };
    }),
  );
  let told = 0;
  for (const { blockId, ...notice } of await notToldYet(ctx.db, notices)) {
    const done = await ctx.db
      .transaction()
      .execute(async (trx) => (await keepOpenBlock(trx, blockId)) && notify(trx, oneAct(ctx), notice));
    if (done) told += 1;
  }
  return told;
}
