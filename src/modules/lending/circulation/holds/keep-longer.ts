import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { notify, takeBackUntold } from '#modules/people/notifications';
import { endOfDay, type LocalDate } from '#shared/dates';
import type { Hold } from '../client.ts';
import { findHoldView } from '../data/hold-views.queries.ts';
import { changeHold, type HoldRow } from '../data/holds.queries.ts';
import { circulationErrors } from '../errors.ts';
import { holdWaiting } from '../notices.ts';
import { collectedAt } from './stop-shelf.ts';

/** Tells a reader that a copy waits for them, until when and where. @param key tells this waiting apart from any other of the hold */
export async function tellWaiting(
  trx: Tx,
  ctx: Ctx,
  hold: Pick<HoldRow, 'memberId'>,
  { view, keepUntil, key }: { view: Hold; keepUntil: LocalDate; key: string },
): Promise<void> {
  const until = endOfDay(keepUntil, view.pickupLibrary.timeZone);
  await notify(trx, ctx, holdWaiting, {
    memberId: hold.memberId,
    libraryId: view.pickupLibrary.id,
    params: {
      title: view.title,
      ...(await collectedAt({ db: trx, clock: ctx.clock }, view)),
      until: until.toISOString(),
    },
    key: `hold:${view.id}:waiting:${key}`,
    about: `hold:${view.id}`,
    expiresAt: until,
  });
}

/** Keeps a copy on the shelf until another day; a reader who was not told yet that it waits reads of that day. @returns the hold as it is now */
export async function keepLonger(trx: Tx, ctx: Ctx, hold: HoldRow, keepUntil: LocalDate): Promise<Hold> {
  await changeHold(trx, hold.id, { keepUntil });
  await recordAudit(trx, ctx, {
    action: 'hold.extended',
    entity: 'hold',
    entityId: hold.id,
    libraryId: hold.pickupLibraryId,
    before: { keepUntil: hold.keepUntil },
    after: { keepUntil },
  });
  const view = await findHoldView(trx, hold.id, ctx.clock.now());
  if (!view) throw circulationErrors.holdNotFound();
  const untold = await takeBackUntold(trx, ctx, `hold:${hold.id}`);
  if (untold.some(holdWaiting.read)) {
    await tellWaiting(trx, ctx, hold, { view, keepUntil, key: `until:${keepUntil}` });
  }
  return view;
}
