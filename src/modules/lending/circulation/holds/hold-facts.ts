import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import type { Db, Tx } from '#platform/database/db';
import { findItemByBarcode, listItemsOfBib, selectBibTitles, type PublicItem } from '#modules/collection/catalog';
import { balanceOf } from '#modules/lending/charges';
import { getLibrary, getMobileStop, nextStopVisit, type Library } from '#modules/ground/libraries';
import type { LoanMember } from '#modules/people/members';
import { instantAt, localDate } from '#shared/dates';
import { selectHoldsThatCount } from '../data/hold-limits.queries.ts';
import { waitsForCopy } from '../data/holds.queries.ts';
import { hasOnLoan } from '../data/loans.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { ANY_KIND, wordsOf } from '../lend-support.ts';
import { countedHold, holdLimitsReached, type CountedHold } from '../rules/holds/hold-limits.ts';
import type { HoldFacts, HoldRefusal } from '../rules/holds/may-hold.ts';
import { policyReader, takesNoHolds } from '../rules/policies/resolve-policy.ts';

/** What a hold is asked for. */
export interface HoldAsked {
  /** Any copy of this record … */
  bibId?: number | null;
  /** … or just this copy. */
  itemBarcode?: string | null;
  /** Left out with a stop: it is the library of the stop. */
  pickupLibraryId?: number | null;
  /** A stop of a mobile library at which it is collected. */
  pickupStopId?: number | null;
}

/** The library that the copy goes to, and its stop. A stop stands for its library. */
export async function whereCollected(
  db: Db | Tx,
  ctx: Ctx,
  { pickupLibraryId = null, pickupStopId = null }: Pick<HoldAsked, 'pickupLibraryId' | 'pickupStopId'>,
): Promise<{ library: Library; stopId: number | null }> {
  const stop = pickupStopId === null ? null : await getMobileStop({ db }, pickupStopId);
  const libraryId = stop?.libraryId ?? pickupLibraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { pickupLibrary: 'required' });
  if (stop && pickupLibraryId !== null && pickupLibraryId !== stop.libraryId) {
    throw platformErrors.invalidInput({}, { pickupStop: 'unknown' });
  }
  const library = await getLibrary({ db }, libraryId);
  if (!library.active) throw platformErrors.invalidInput({}, { pickupLibrary: 'unknown' });
  if (stop && (await nextStopVisit({ db, clock: ctx.clock }, stop)) === null) {
    throw circulationErrors.holdStopEnded({ place: stop.place });
  }
  return { library, stopId: stop?.id ?? null };
}

/** States of copies that are in no library's collection. */
const GONE: readonly string[] = ['lost', 'missing', 'withdrawn'];

/** What is asked for, with the copies that may come into question. */
export interface Wanted {
  bibId: number;
  itemId: number | null;
  title: string;
  copies: PublicItem[];
}

export async function whatIsWanted(db: Db | Tx, ctx: Ctx, input: HoldAsked): Promise<Wanted> {
  const barcode = input.itemBarcode?.trim();
  if (!barcode && !input.bibId) throw platformErrors.invalidInput({}, { bibId: 'required' });
  const item = barcode ? await findItemByBarcode(db, barcode) : null;
  if (barcode && !item) throw circulationErrors.unknownBarcode({ barcode });
  const bibId = item?.bibId ?? input.bibId ?? 0;
  if (item && input.bibId && input.bibId !== item.bibId) throw platformErrors.invalidInput({}, { bibId: 'invalid' });
  const [bib] = await selectBibTitles(db, [bibId]);
  if (!bib) throw circulationErrors.holdNoCopy({ title: '' });
  const copies = await listItemsOfBib({ ...ctx, db }, bibId);
  return {
    bibId,
    itemId: item?.id ?? null,
    title: bib.title,
    copies: item ? copies.filter((copy) => copy.id === item.id) : copies,
  };
}

/** Everything that the rules ask (rules/holds/may-hold.ts). Whoever places the hold has locked the member. */
export async function holdFacts(
  db: Db | Tx,
  ctx: Ctx,
  { member, wanted, library }: { member: LoanMember; wanted: Wanted; library: Library },
): Promise<HoldFacts> {
  const today = localDate(ctx.clock.now(), library.timeZone);
  const rules = await selectPolicies(db);
  const since = instantAt(today, 0, library.timeZone);
  const policyOf = policyReader(rules, member.categoryId);
  const kindsAt = (libraryId: number, itemTypes: readonly string[]) => {
    const kinds = itemTypes.map((itemType) => ({ itemType, policy: policyOf({ libraryId, itemType }) }));
    return {
      policy: policyOf({ libraryId, itemType: ANY_KIND }),
      kinds: kinds.filter(({ policy }) => !takesNoHolds(policy)),
    };
  };
  const others = (await selectHoldsThatCount(db, member.id, since)).map(
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
    owed: await balanceOf(db, member.id),
    member: {
      withdrawn: member.status === 'withdrawn',
      expiresOn: member.expiresOn,
      blocks: member.blocks,
      homeLibraryId: member.homeLibraryId,
    },
    onCopy: wanted.itemId !== null,
    pickupLibraryId: library.id,
    reached: holdLimitsReached(asked, others),
    sameCopy: itemId !== null && (await waitsForCopy(db, member.id, itemId)),
    borrowed: await hasOnLoan(db, member.id, bibId),
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

/** The worst that speaks against it, as the refusal that is told: one that nobody may override before one that somebody may. */
export function worstOf(ctx: Ctx, refusals: readonly HoldRefusal[], about: { title: string }): AppError | null {
  const overridable = refusals.every((refusal) => refusal.overridable);
  const worst = refusals.find((refusal) => refusal.overridable === overridable) ?? refusals[0];
  if (!worst) return null;
  const params = { ...about, ...worst.params, ...wordsOf(worst, ctx.locale), overridable };
  return new AppError(`circulation.${worst.code}`, 409, params);
}
