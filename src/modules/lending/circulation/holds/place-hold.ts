import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { violatedUnique, type Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { lockMemberForLoan, noteActivity } from '#modules/people/members';
import { overrideReasonOf } from '../loans/judge-loan.ts';
import type { Hold } from '../client.ts';
import { findHoldView } from '../data/hold-views.queries.ts';
import { holdOfRequest, insertHold, keepBib, lockQueue } from '../data/holds.queries.ts';
import { circulationErrors } from '../errors.ts';
import { doneBy } from '../lend-support.ts';
import { mayHold, type HoldRefusal } from '../rules/holds/may-hold.ts';
import { refuseStranger } from '../served-members.ts';
import { holdFacts, whatIsWanted, whereCollected, worstOf, type HoldAsked } from './hold-facts.ts';

export interface PlaceHoldInput extends HoldAsked {
  /** Left out by members: they place holds for themselves. */
  memberNumber?: string;
  /** Places it in spite of refusals that can be overridden; needs `loans.override` and a reason. */
  override?: { reason: string } | null;
  /** The sender's own key: sent again, nothing changes and the hold is answered as it is. */
  requestKey?: string | null;
}

/**
 * Puts a member at the end of the queue for a title, or for one copy. Needs `holds.place`, or the member's own session. Locks the
 * member (limits), then the queue (positions): whoever is told a position has it.
 * Refuses with the codes of rules/may-hold.ts, `circulation.unknown_member`, `unknown_barcode`, `hold_stop_ended` (the mobile library
 * does not come there any more).
 */
export async function placeHold(ctx: Ctx, input: PlaceHoldInput): Promise<Hold> {
  const memberNumber = ctx.actor.kind === 'member' ? ctx.actor.number : (input.memberNumber ?? '');
  if (ctx.actor.kind !== 'member') authorizeAnywhere(ctx, 'holds.place');
  else if (input.memberNumber !== undefined && input.memberNumber !== memberNumber) {
    throw platformErrors.forbidden({ permission: 'holds.place' });
  }
  return ctx.db.transaction().execute(async (trx) => placeHoldIn(trx, ctx, memberNumber, input));
}

/** The same in a transaction of the caller, who has checked the permission. */
export async function placeHoldIn(trx: Tx, ctx: Ctx, memberNumber: string, input: PlaceHoldInput): Promise<Hold> {
  const member = await lockMemberForLoan(trx, memberNumber);
  if (!member) throw circulationErrors.unknownMember({ number: memberNumber });
  refuseStranger(ctx, 'holds.place', member);
  const wanted = await whatIsWanted(trx, ctx, input);
  const { requestKey = null } = input;
  const before = requestKey === null ? null : await holdOfRequest(trx, requestKey);
  if (before && (before.memberId !== member.id || before.bibId !== wanted.bibId))
    throw circulationErrors.requestKeyUsed();
  if (before) return seen(trx, ctx, before.id);
  const { library, stopId } = await whereCollected(trx, ctx, input);
  const refusals = mayHold(await holdFacts(trx, ctx, { member, wanted, library }));
  const overrideReason = decide(ctx, { ...input, libraryId: library.id }, refusals, { title: wanted.title });
  if (!(await keepBib(trx, wanted.bibId))) throw circulationErrors.holdNoCopy({ title: wanted.title });
  await lockQueue(trx, wanted.bibId);
  const id = await insertHold(trx, {
    bibId: wanted.bibId,
    memberId: member.id,
    pickupLibraryId: library.id,
    pickupStopId: stopId,
    wantedItemId: wanted.itemId,
    placedAt: ctx.clock.now(),
    placedBy: doneBy(ctx).name,
    overrideReason,
    requestKey,
  }).catch((error: unknown) => {
    // a desk has caught it a moment ago for their hold on the title
    if (violatedUnique(error) !== 'hold_once_per_copy') throw error;
    throw new AppError('circulation.hold_same_copy', 409, { title: wanted.title, overridable: false });
  });
  await noteActivity(trx, ctx, member);
  const hold = await seen(trx, ctx, id);
  await recordAudit(trx, ctx, {
    action: 'hold.placed',
    entity: 'hold',
    entityId: id,
    subjectId: member.id,
    libraryId: library.id,
    after: {
      memberNumber: member.number,
      bibId: wanted.bibId,
      ...(wanted.itemId !== null && { itemBarcode: input.itemBarcode }),
      pickupLibrary: library.code,
      ...(hold.pickupStop && { pickupStop: hold.pickupStop.place }),
      ...(overrideReason && { overrideReason }),
    },
  });
  return hold;
}

async function seen(trx: Tx, ctx: Ctx, id: number): Promise<Hold> {
  const hold = await findHoldView(trx, id, ctx.clock.now());
  if (!hold) throw circulationErrors.holdNotFound();
  return hold;
}

/** Throws the worst that speaks against it. @returns the reason with which it was overridden, or null when nothing does */
function decide(
  ctx: Ctx,
  input: PlaceHoldInput & { libraryId: number },
  refusals: readonly HoldRefusal[],
  about: { title: string },
): string | null {
  if (refusals.length === 0) return null;
  const reason = overrideReasonOf(ctx, input.override, input.libraryId);
  if (reason !== null && refusals.every((refusal) => refusal.overridable)) return reason;
  const worst = worstOf(ctx, refusals, about);
  if (worst) throw worst;
  return null;
}
