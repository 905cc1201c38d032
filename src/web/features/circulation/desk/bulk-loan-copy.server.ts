import { findBoxOfCopy } from '#modules/lending/bulk-loans';
import { sendItem, type DeskPlacement } from '#modules/lending/circulation';
import { getLibraryByCode } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { DeskAnswer, DeskStep } from './desk-answer.ts';

type DeskCtx = Ctx & { libraryId: number };

/** Where a copy of a bulk loan belongs, in one line, and how the desk goes on. */
interface BulkLoanWay {
  sentence: string;
  links: DeskAnswer['links'];
  steps: DeskStep[];
}

/**
 * What the desk says of a copy that came in although it is in a bulk loan; null = it is in none.
 * @param placement of a copy that stands in a unit of the network: it can also be sent back there, since a reader may have brought it
 */
export async function bulkLoanWay(
  ctx: DeskCtx,
  { barcode, title }: { barcode: string; title: string },
  placement: DeskPlacement | null,
): Promise<BulkLoanWay | null> {
  const boxed = await findBoxOfCopy(ctx, barcode);
  if (!boxed) return null;
  const { bulkLoanId, number, box, handedOver } = boxed;
  if (!handedOver) {
    const link = { href: localizeHref(`/staf/pinjaman-paket/${bulkLoanId}`), label: m.bulk_see() };
    return { sentence: m.error_bulk_loans_still_packing({ title, box, number }), links: [link], steps: [] };
  }
  const href = `/staf/pinjaman-paket/kembali?kode=${encodeURIComponent(barcode)}`;
  const steps: DeskStep[] = [];
  if (placement?.kind === 'bulk_loan' && can(ctx.actor, 'transits.send', ctx.libraryId)) {
    const { code, name } = placement.unit;
    const fields = { itemBarcode: barcode, toLibrary: code };
    steps.push({
      key: 'F8',
      label: m.bulk_desk_send({ unit: name }),
      action: '?/sendToUnit',
      fields,
      asksReason: false,
    });
  }
  return {
    sentence: m.bulk_desk_boxed({ box, number }),
    links: [{ href: localizeHref(href), label: m.bulk_take_back() }],
    steps,
  };
}

/** Lays a copy of a bulk loan ready for the unit in which its box stands. @returns the name of the unit */
export async function sendToUnit(ctx: DeskCtx, itemBarcode: string, toLibrary: string): Promise<string> {
  const unit = await getLibraryByCode(ctx, toLibrary);
  await sendItem(ctx, { itemBarcode, toLibraryId: unit.id });
  return unit.name;
}
