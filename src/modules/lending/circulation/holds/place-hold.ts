import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { violatedUnique, type Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { findItemByBarcode, listItemsOfBib, selectBibTitles, type PublicItem } from '#modules/collection/catalog';
import { balanceOf } from '#modules/lending/charges';
import { getLibrary, getMobileStop, nextStopVisit, type Library } from '#modules/ground/libraries';
import { lockMemberForLoan, noteActivity, type LoanMember } from '#modules/people/members';
import { instantAt, localDate } from '#shared/dates';
import { overrideReasonOf } from '../loans/judge-loan.ts';
import type { Hold } from '../client.ts';
import { selectHoldsThatCount } from '../data/hold-limits.queries.ts';
import { findHoldView } from '../data/hold-views.queries.ts';
import { holdOfRequest, insertHold, keepBib, lockQueue, waitsForCopy } from '../data/holds.queries.ts';
import { hasOnLoan } from '../data/loans.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { ANY_KIND, doneBy, wordsOf } from '../lend-support.ts';
import { countedHold, holdLimitsReached, type CountedHold } from '../rules/holds/hold-limits.ts';
import { mayHold, type HoldFacts, type HoldRefusal } from '../rules/holds/may-hold.ts';
import { policyReader, takesNoHolds } from '../rules/policies/resolve-policy.ts';
import { refuseStranger } from '../served-members.ts';

export interface PlaceHoldInput {
  /** Left out by members: they place holds for themselves. */
  memberNumber?: string;
  /** Any copy of this record … */
  bibId?: number | null;
  /** … or just this copy. */
  itemBarcode?: string | null;
  /** Left out with a stop: it is the library of the stop. */
  pickupLibraryId?: number | null;
  /** A stop of a mobile library at which it is collected. */
  pickupStopId?: number | null;
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
  const refusals = mayHold(await factsOf(trx, ctx, { member, wanted, library }));
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

/** The library that the copy goes to, and its stop. A stop stands for its library. */
async function whereCollected(
  trx: Tx,
  ctx: Ctx,
  { pickupLibraryId = null, pickupStopId = null }: PlaceHoldInput,
): Promise<{ library: Library; stopId: number | null }> {
  const stop = pickupStopId === null ? null : await getMobileStop({ db: trx }, pickupStopId);
  const libraryId = stop?.libraryId ?? pickupLibraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { pickupLibrary: 'required' });
  if (stop && pickupLibraryId !== null && pickupLibraryId !== stop.libraryId) {
    throw platformErrors.invalidInput({}, { pickupStop: 'unknown' });
  }
  const library = await getLibrary({ db: trx }, libraryId);
  if (!library.active) throw platformErrors.invalidInput({}, { pickupLibrary: 'unknown' });
  if (stop && (await nextStopVisit({ db: trx, clock: ctx.clock }, stop)) === null) {
    throw circulationErrors.holdStopEnded({ place: stop.place });
  }
  return { library, stopId: stop?.id ?? null };
}

/** States of copies that are in no library's collection. */
const GONE: readonly string[] = ['lost', 'missing', 'withdrawn'];

interface Wanted {
  bibId: number;
  itemId: number | null;
  title: string;
  copies: PublicItem[];
}

async function whatIsWanted(trx: Tx, ctx: Ctx, input: PlaceHoldInput): Promise<Wanted> {
  const barcode = input.itemBarcode?.trim();
  if (!barcode && !input.bibId) throw platformErrors.invalidInput({}, { bibId: 'required' });
  const item = barcode ? await findItemByBarcode(trx, barcode) : null;
  if (barcode && !item) throw circulationErrors.unknownBarcode({ barcode });
  const bibId = item?.bibId ?? input.bibId ?? 0;
  if (item && input.bibId && input.bibId !== item.bibId) throw platformErrors.invalidInput({}, { bibId: 'invalid' });
  const [bib] = await selectBibTitles(trx, [bibId]);
  if (!bib) throw circulationErrors.holdNoCopy({ title: '' });
  const copies = await listItemsOfBib({ ...ctx, db: trx }, bibId);
  return {
    bibId,
    itemId: item?.id ?? null,
    title: bib.title,
    copies: item ? copies.filter((copy) => copy.id === item.id) : copies,
  };
}

async function factsOf(
  trx: Tx,
  ctx: Ctx,
  { member, wanted, library }: { member: LoanMember; wanted: Wanted; library: Library },
): Promise<HoldFacts> {
  const today = localDate(ctx.clock.now(), library.timeZone);
  const rules = await selectPolicies(trx);
  const since = instantAt(today, 0, library.timeZone);
  const policyOf = policyReader(rules, member.categoryId);
  const kindsAt = (libraryId: number, itemTypes: readonly string[]) => {
    const kinds = itemTypes.map((itemType) => ({ itemType, policy: policyOf({ libraryId, itemType }) }));
    return {
      policy: policyOf({ libraryId, itemType: ANY_KIND }),
      kinds: kinds.filter(({ policy }) => !takesNoHolds(policy)),
    };
  };
  const others = (await selectHoldsThatCount(trx, member.id, since)).map(
    ({ pickupLibraryId, itemTypes, ...hold }): CountedHold =>
      countedHold({ ...hold, ...kindsAt(pickupLibraryId, itemTypes) }),
  );
  // what lies damaged is given to nobody, so its kind lifts no limit
  const usable = wanted.copies.filter(({ status }) => !GONE.includes(status) && status !== 'damaged');
  const itemTypes = [...new Set(usable.map((copy) => copy.itemType))];
  const { bibId, itemId } = wanted;
  const asked = countedHold({ bibId, running: true, today: true, ...kindsAt(library.id, itemTypes) });
  return {
    today,
    owed: await balanceOf(trx, member.id),
    member: {
      withdrawn: member.status === 'withdrawn',
      expiresOn: member.expiresOn,
      blocks: member.blocks,
      homeLibraryId: member.homeLibraryId,
    },
    onCopy: wanted.itemId !== null,
    pickupLibraryId: library.id,
    reached: holdLimitsReached(asked, others),
    sameCopy: itemId !== null && (await waitsForCopy(trx, member.id, itemId)),
    borrowed: await hasOnLoan(trx, member.id, bibId),
    copies: wanted.copies.map((copy) => ({
      id: copy.id,
      libraryId: copy.libraryId,
      onShelf: copy.available,
      present: !GONE.includes(copy.status),
      damaged: copy.status === 'damaged',
      // it will be lent where it is collected
      policy: policyOf({ libraryId: library.id, itemType: copy.itemType }),
    })),
  };
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
  const overridable = refusals.every((refusal) => refusal.overridable);
  if (reason !== null && overridable) return reason;
  const worst = refusals.find((refusal) => refusal.overridable === overridable) ?? refusals[0];
  if (!worst) return null;
  const params = { ...about, ...worst.params, ...wordsOf(worst, ctx.locale), overridable };
  throw new AppError(`circulation.${worst.code}`, 409, params);
}
