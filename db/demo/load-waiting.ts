/** What waits for the staff of the main library when they come in the morning, so that their first page is alive. */
import { saveMistakenPayment } from '../../src/modules/lending/charges/testing.ts';
import { loanDue, placeHoldIn, receiveItemIn } from '../../src/modules/lending/circulation/testing.ts';
import { findItemByBarcode, type ItemForLoan } from '../../src/modules/collection/catalog/index.ts';
import { makeRequestIn, saveRegistration } from '../../src/modules/people/members/testing.ts';
import { saveFailedMessage } from '../../src/modules/people/notifications/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { AppError } from '../../src/platform/errors.ts';

const HOUR = 3_600_000;

export interface MorningSample {
  libraryId: number;
  /** Copies on the shelves of this library. */
  shelved: readonly { bibId: number; barcode: string }[];
  /** Who may reserve there. */
  members: readonly { number: string; id: number }[];
}

/** One reservation to fetch, one slip that waits, a registration, a request for data, a message that failed, and a payment that was taken back. */
export async function loadWaiting(trx: Tx, ctx: Ctx, { libraryId, shelved, members }: MorningSample): Promise<void> {
  const ago = (hours: number): Ctx => {
    const at = new Date(ctx.clock.now().getTime() - hours * HOUR);
    return { ...ctx, clock: { now: () => at } };
  };
  const [fetched, kept] = await free(trx, shelved);
  if (!fetched || !kept) throw new Error('the main library of the sample city has no copy on its shelves');
  await reserve(trx, ago(18), { libraryId, bibId: fetched.bibId, members });
  await reserve(trx, ago(20), { libraryId, bibId: kept.bibId, members });
  await receiveItemIn(trx, ctx, { seen: kept, libraryId });

  await saveRegistration(trx, ctx, {
    ...{ fullName: 'Laras Kusumaningtyas', birthDate: '1998-04-21', category: 'umum', phone: '081200000123' },
    ...{ homeLibraryId: libraryId, at: ago(20).clock.now() },
  });
  const [first, second] = members;
  if (!first || !second) throw new Error('the main library of the sample city has no readers');
  await makeRequestIn(trx, ago(60), first.number, { kind: 'export' });
  const [owes, mistaken] = members.slice(-2);
  if (!owes || !mistaken) throw new Error('the main library of the sample city has no readers');
  await saveMistakenPayment(trx, ctx, {
    ...{ libraryId, owes: owes.number, mistaken: mistaken.number },
    ...{ amount: 15_000, note: 'Halaman robek', reason: 'Tercatat pada anggota lain' },
  });
  await saveFailedMessage(trx, ago(3), loanDue, {
    ...{ memberId: second.id, libraryId, key: 'sample:failed' },
    params: { title: 'Laskar Pelangi', barcode: kept.barcode, dueAt: ctx.clock.now().toISOString() },
  });
}

/** The first two copies that stand there for whoever comes, of titles of their own. */
async function free(trx: Tx, shelved: MorningSample['shelved']) {
  const found: ItemForLoan[] = [];
  for (const { barcode, bibId } of shelved) {
    if (found.length === 2) break;
    const item = await findItemByBarcode(trx, barcode);
    const stands = item?.status === 'available' && !item.onLoan && item.setAside === null;
    if (item && stands && found.every((other) => other.bibId !== bibId)) found.push(item);
  }
  return found;
}

/** For the first of these members who may: some have too much at home. */
async function reserve(
  trx: Tx,
  ctx: Ctx,
  { libraryId, bibId, members }: Pick<MorningSample, 'libraryId' | 'members'> & { bibId: number },
): Promise<void> {
  for (const { number } of members) {
    try {
      await placeHoldIn(trx, ctx, number, { bibId, pickupLibraryId: libraryId });
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  throw new Error('nobody in the sample city may reserve a book');
}
