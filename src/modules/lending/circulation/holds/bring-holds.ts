import { keepLivingBibs } from '#modules/collection/catalog';
import { recordAudit } from '#modules/ground/audit';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import {
  insertQueuedHolds,
  selectAtHome,
  selectLibrariesWithCopies,
  selectWaiting,
  type QueuedFromBefore,
  type ReaderAndTitle,
} from '../data/brought-holds.queries.ts';
import { lockQueues } from '../lock-order.ts';

/** A hold as another system kept it: on a title, for whichever copy comes first. */
export interface BroughtHold extends ReaderAndTitle {
  placedAt: Date;
  /** Where it is collected, unless the title has no copy there and has one elsewhere. */
  libraryId: number;
}

/** What became of it: a hold here; or the member waits for the title already; or nothing, and why. */
export type HoldBrought = { id: number } | { there: number } | { refused: 'member_gone' | 'title_gone' | 'at_home' };

const both = ({ memberId, bibId }: ReaderAndTitle): string => `${memberId} ${bibId}`;

/**
 * Takes over the queues of another system in bulk, in the caller's transaction; the caller has checked the permission and gives the holds in the
 * order of their queues. They stand behind whoever waits here already: nobody loses a place that they were told. Limits are not asked, for
 * the old system has promised it. Nobody is told of anything: as with any hold that is when a copy lies ready, which a desk says.
 * @param by what is written where somebody at a desk would stand
 * @returns what became of each, in their order
 */
export async function bringHolds(trx: Tx, ctx: Ctx, holds: readonly BroughtHold[], by: string): Promise<HoldBrought[]> {
  const members = await lockMembersById(trx, [...new Set(holds.map(({ memberId }) => memberId))]);
  const titles = await keepLivingBibs(trx, [...new Set(holds.map(({ bibId }) => bibId))]);
  await lockQueues(trx, [...titles.values()]);
  const pairs = holds.map(({ memberId, bibId }) => ({ memberId, bibId: titles.get(bibId) ?? 0 }));
  const atHome = new Set((await selectAtHome(trx, pairs)).map(both));
  const waiting = new Map((await selectWaiting(trx, pairs)).map((hold) => [both(hold), hold.id]));
  const copiesAt = await selectLibrariesWithCopies(trx, [...titles.values()]);
  const now = ctx.clock.now();
  const rows: QueuedFromBefore[] = [];
  // of two holds that have become one by a merging of records, the second finds the place of the first
  const places = new Map<string, number>();
  const judged = holds.map(
    ({ memberId, bibId: asked, libraryId, placedAt }): HoldBrought | { place: number; isNew: boolean } => {
      const bibId = titles.get(asked);
      if (!members.has(memberId)) return { refused: 'member_gone' };
      if (bibId === undefined) return { refused: 'title_gone' };
      const pair = both({ memberId, bibId });
      if (atHome.has(pair)) return { refused: 'at_home' };
      const there = waiting.get(pair);
      if (there !== undefined) return { there };
      const before = places.get(pair);
      if (before !== undefined) return { place: before, isNew: false };
      places.set(pair, rows.length);
      const libraries = copiesAt.get(bibId) ?? [];
      const pickupLibraryId = libraries.includes(libraryId) ? libraryId : (libraries[0] ?? libraryId);
      rows.push({ memberId, bibId, pickupLibraryId, placedAt: placedAt > now ? now : placedAt });
      return { place: rows.length - 1, isNew: true };
    },
  );
  const ids = await insertQueuedHolds(trx, rows, by);
  if (rows.length > 0) {
    await recordAudit(trx, ctx, {
      action: 'hold.brought_in',
      entity: 'hold',
      entityId: 'all',
      after: { holds: rows.length },
    });
  }
  return judged.map((one): HoldBrought => {
    if (!('place' in one)) return one;
    const id = ids[one.place] ?? 0;
    return one.isNew ? { id } : { there: id };
  });
}
