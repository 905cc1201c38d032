import { receiptNotice } from '#modules/lending/circulation';
import { findCardHolder, verifyMemberSecret } from '#modules/people/members';
import { notify, sendSoon } from '#modules/people/notifications';
import { nickname } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { Jobs } from '#platform/background/jobs';
import { countAttempt } from '#platform/requests/rate-limit';
import type { OfferedLoan, ReturnDrop, SelfLoan } from './client.ts';
import { deleteSession, lockSession, startSession, updateSession } from './data/kiosks.queries.ts';
import { selectOwn } from './data/self-loans.queries.ts';
import { selfServiceErrors } from './errors.ts';
import { kioskOf, type Kiosk } from './kiosks.ts';
import { lendToReader, tryForReader } from './lend-to-reader.ts';
import { publicRefusal } from './reader-refusal.ts';
import { dropAtKiosk } from './return-box.ts';
import { selfServiceRuleOf } from './settings.ts';

const CARDS = { limit: 60, windowSeconds: 600 };
const MOST = 30;

type Reader = NonNullable<Awaited<ReturnType<typeof lockSession>>>;
interface At {
  kiosk: Kiosk;
  reader: Reader;
}

/** The reader who stands at a kiosk, their row locked; each act keeps the kiosk open. Throws `self_service.kiosk_locked`. */
async function withReader<T>(ctx: Ctx, token: string | null, work: (trx: Tx, at: At) => Promise<T>): Promise<T> {
  const kiosk = await kioskOf(ctx, token);
  const { kioskSeconds } = await selfServiceRuleOf(ctx.db, kiosk.library.id);
  const done = await ctx.db.transaction().execute(async (trx): Promise<{ value: T } | null> => {
    const reader = await lockSession(trx, kiosk.id);
    const now = ctx.clock.now();
    if (!reader || now.getTime() >= reader.activeAt.getTime() + kioskSeconds * 1000) {
      await deleteSession(trx, kiosk.id);
      return null;
    }
    await updateSession(trx, kiosk.id, { activeAt: now, basket: reader.basket });
    return { value: await work(trx, { kiosk, reader }) };
  });
  if (!done) throw selfServiceErrors.kioskLocked();
  return done.value;
}

/**
 * A reader shows a card at a kiosk, and types the PIN where the library asks for it. What is wrong with a card is not said at a screen
 * that others see. Throws `self_service.card_unread`, `kiosk_not_enrolled`, `members.wrong_sign_in`.
 */
export async function openKiosk(
  ctx: Ctx,
  token: string | null,
  input: { card: string; pin: string; ip: string | null },
): Promise<void> {
  const kiosk = await kioskOf(ctx, token);
  await countAttempt(ctx, `kiosk-card:${kiosk.id}`, CARDS);
  const rule = await selfServiceRuleOf(ctx.db, kiosk.library.id);
  const card = input.card.trim().slice(0, 100);
  const holder = await findCardHolder(ctx.db, card);
  const foreign = kiosk.library.type === 'sekolah' && holder?.homeLibraryId !== kiosk.library.id;
  // the PIN first: whoever does not know it learns nothing of a card, not even whether there is one
  if (rule.kioskPin) await verifyMemberSecret(ctx, { number: holder?.number ?? card, secret: input.pin, ip: input.ip });
  if (!holder?.usable || foreign) throw selfServiceErrors.cardUnread();
  await ctx.db
    .transaction()
    .execute(async (trx) => startSession(trx, { kioskId: kiosk.id, memberId: holder.id, at: ctx.clock.now() }));
}

/** The reader leaves, or did not come back. */
export async function closeKiosk(ctx: Ctx, token: string | null): Promise<void> {
  const kiosk = await kioskOf(ctx, token);
  await ctx.db.transaction().execute(async (trx) => deleteSession(trx, kiosk.id));
}

export interface KioskView {
  kiosk: Kiosk;
  asksPin: boolean;
  takesReturns: boolean;
  /** After so many seconds without a touch it locks itself. */
  seconds: number;
  reader: { nickname: string; basket: OfferedLoan[]; lent: SelfLoan[] } | null;
}

const offeredOf = async (ctx: Ctx, { kiosk, reader }: At, barcodes: readonly string[]) =>
  tryForReader(ctx, { memberNumber: reader.number, libraryId: kiosk.library.id, via: 'kiosk' }, barcodes);

/** What a kiosk shows: who stands at it, what lies before them, and what they have lent. One that has waited too long has locked. */
export async function viewKiosk(ctx: Ctx, token: string | null): Promise<KioskView> {
  const kiosk = await kioskOf(ctx, token);
  const rule = await selfServiceRuleOf(ctx.db, kiosk.library.id);
  const shown = { kiosk, asksPin: rule.kioskPin, takesReturns: rule.returnBox, seconds: rule.kioskSeconds };
  const at = await withReader(ctx, token, async (_trx, found) => Promise.resolve(found)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === selfServiceErrors.kioskLocked().code) return null;
    throw error;
  });
  if (!at) return { ...shown, reader: null };
  const { reader } = at;
  const [tried, lent] = await Promise.all([
    offeredOf(ctx, at, reader.basket),
    selectOwn(ctx.db, { memberId: reader.memberId, since: reader.startedAt }),
  ]);
  const basket = tried.flatMap((one) => ('offered' in one ? [one.offered] : []));
  return { ...shown, reader: { nickname: nickname(reader.fullName), basket, lent } };
}

/** A copy is laid before the kiosk. Refused as the loan would be, in words that others may hear. */
export async function layBefore(ctx: Ctx, token: string | null, barcode: string): Promise<void> {
  const itemBarcode = barcode.trim().slice(0, 100);
  const at = await withReader(ctx, token, async (_trx, found) => Promise.resolve(found));
  if (at.reader.basket.length >= MOST) throw selfServiceErrors.askDesk();
  if (at.reader.basket.includes(itemBarcode)) return;
  const tried = (await offeredOf(ctx, at, [...at.reader.basket, itemBarcode])).at(-1);
  if (!tried || 'refused' in tried) throw publicRefusal(tried?.refused);
  await withReader(ctx, token, async (trx, { kiosk, reader }) =>
    updateSession(trx, kiosk.id, {
      activeAt: ctx.clock.now(),
      basket: [...new Set([...reader.basket, tried.offered.itemBarcode])],
    }),
  );
}

/** A copy is taken away again. */
export const takeAway = async (ctx: Ctx, token: string | null, barcode: string): Promise<void> =>
  withReader(ctx, token, async (trx, { kiosk, reader }) =>
    updateSession(trx, kiosk.id, {
      activeAt: ctx.clock.now(),
      basket: reader.basket.filter((one) => one !== barcode),
    }),
  );

/**
 * Lends what lies before the kiosk, copy after copy: what was lent leaves the basket in the same transaction, so that a second tap
 * finds nothing to lend. What is refused leaves it too.
 * @returns the refusals, in words that others may hear
 */
export async function lendBasket(ctx: Ctx, token: string | null): Promise<AppError[]> {
  const refusals: AppError[] = [];
  const basket = await withReader(ctx, token, async (_trx, { reader }) => Promise.resolve(reader.basket));
  for (const itemBarcode of basket) {
    try {
      await withReader(ctx, token, async (trx, { kiosk, reader }) => {
        if (!reader.basket.includes(itemBarcode)) return;
        const about = { memberNumber: reader.number, libraryId: kiosk.library.id, via: 'kiosk' as const };
        await lendToReader(trx, ctx, { ...about, itemBarcode, requestKey: null });
        const rest = reader.basket.filter((one) => one !== itemBarcode);
        await updateSession(trx, kiosk.id, { activeAt: ctx.clock.now(), basket: rest });
      });
    } catch (error) {
      const said = publicRefusal(error);
      if (!(said instanceof AppError) || said.code === selfServiceErrors.kioskLocked().code) throw said;
      await takeAway(ctx, token, itemBarcode);
      refusals.push(said);
    }
  }
  return refusals;
}

/** Sends the receipt by the channels that the reader chose for receipts. Once. */
export async function sendKioskReceipt(ctx: Ctx, jobs: Jobs, token: string | null): Promise<void> {
  await withReader(ctx, token, async (trx, { kiosk, reader }) => {
    const loans = await selectOwn(trx, { memberId: reader.memberId, since: reader.startedAt });
    const last = loans.at(0);
    if (!last) throw selfServiceErrors.loanNotFound();
    const lines = loans.map(({ title, itemBarcode, dueAt }) => ({
      kind: 'loan' as const,
      title,
      barcode: itemBarcode,
      dueAt: dueAt.toISOString(),
    }));
    const key = `kiosk:${kiosk.id}:${reader.memberId}:${reader.startedAt.getTime()}:${last.loanId}`;
    await notify(trx, ctx, receiptNotice, {
      memberId: reader.memberId,
      libraryId: kiosk.library.id,
      params: { lines },
      key,
    });
    await sendSoon(trx, jobs);
  });
}

/** Somebody puts a copy into the box beside the kiosk, without a card. Throws `self_service.box_not_offered`, `not_on_loan`. */
export async function returnAtKiosk(ctx: Ctx, token: string | null, barcode: string): Promise<ReturnDrop> {
  const kiosk = await kioskOf(ctx, token);
  const rule = await selfServiceRuleOf(ctx.db, kiosk.library.id);
  if (!rule.returnBox) throw selfServiceErrors.boxNotOffered();
  return ctx.db
    .transaction()
    .execute(async (trx) => dropAtKiosk(trx, ctx, barcode.trim().slice(0, 100), kiosk.library.id));
}
