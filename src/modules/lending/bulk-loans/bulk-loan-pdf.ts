import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { drawnQr } from '#platform/papers/drawings';
import { getLibrary, getSetting, withLogo } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import type { Box, BulkLoanDetail } from './client.ts';
import { bulkLoanErrors } from './errors.ts';
import { getBulkLoan } from './view-bulk-loans.ts';

export interface BulkLoanFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}

const fileName = (kind: string, { number }: BulkLoanDetail): string =>
  `${kind}-${number.replaceAll(/[^\w-]+/g, '-')}.pdf`;
const addressOf = (origin: string, code: string): string => `${origin}/kotak/${code}`;
/** What is in a box or was handed over with it: the slip is about the agreement, not about what came back since. */
const countOf = (box: Box): number => box.items.length;

/**
 * The slip of a bulk loan: agreement, list per box, both signatures (surat jalan and berita acara in one). Needs `loans.read`. Throws
 * `bulk_loans.not_found`, `bulk_loans.nothing_packed`.
 */
export async function bulkLoanSlipPdf(ctx: Ctx, config: Pick<Config, 'root'>, id: number): Promise<BulkLoanFile> {
  const loan = await getBulkLoan(ctx, id);
  const boxes = loan.boxes.filter((box) => box.items.length > 0);
  if (boxes.length === 0) throw bulkLoanErrors.nothingPacked({ number: loan.number });
  const [library, letterhead] = [await getLibrary(ctx, loan.library.id), await getSetting(ctx.db, 'letterhead')];
  const day = (date: string): string => formatDate(date, 'id');
  const data = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    number: loan.number,
    facts: [
      ['Penerima', loan.receiver.name],
      ['Penanggung jawab', [loan.contactName, loan.contactPhone, loan.contactEmail].filter(Boolean).join(', ')],
      ...(loan.purpose === '' ? [] : [['Keperluan', loan.purpose]]),
      ['Jangka waktu', `${day(loan.startsOn)} sampai ${day(loan.dueOn)}`],
      ['Jumlah', `${boxes.reduce((sum, box) => sum + countOf(box), 0)} eksemplar dalam ${boxes.length} kotak`],
    ],
    boxes: boxes.map((box) => ({
      name: `Kotak ${box.nth}`,
      code: box.code,
      note: box.note,
      items: box.items.map(({ title, barcode, callNumber }) => ({ title, barcode, callNumber: callNumber ?? '' })),
    })),
    placeDate: `${letterhead.place || library.city || library.name}, ${day(localDate(ctx.clock.now(), library.timeZone))}`,
    library: library.name,
    receiver: loan.receiver.name,
    contactName: loan.contactName,
  };
  const body = await renderPdf(config, 'modules/lending/bulk-loans/templates/slip.typ', await withLogo(ctx.db, data), {
    createdAt: loan.createdAt,
    locale: 'id',
  });
  return { fileName: fileName('pinjaman-paket', loan), body };
}

/**
 * Labels for the boxes, eight on a sheet of A4, each with a QR code that leads to what is inside. Needs `loans.read`.
 * @param origin where the network is reached (`https://perpustakaan.example`)
 */
export async function boxLabelsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  origin: string,
): Promise<BulkLoanFile> {
  const loan = await getBulkLoan(ctx, id);
  const data = {
    number: loan.number,
    library: loan.library.name,
    receiver: loan.receiver.name,
    due: formatDate(loan.dueOn, 'id'),
    boxes: loan.boxes.map((box) => ({
      nth: box.nth,
      of: loan.boxes.length,
      code: box.code,
      note: box.note,
      count: countOf(box),
      svg: drawnQr(addressOf(origin, box.code)),
    })),
  };
  const body = await renderPdf(config, 'modules/lending/bulk-loans/templates/labels.typ', data, {
    createdAt: loan.createdAt,
    locale: 'id',
  });
  return { fileName: fileName('label-kotak', loan), body };
}
