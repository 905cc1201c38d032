import { getLibrary, getSetting, withLogo } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import { actorName, type Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { formatRupiah } from '#shared/money';
import { getOrder } from './view-orders.ts';

/** The order as a letter to the supplier (surat pesanan). Needs `orders.manage` at its library. */
export async function orderPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const order = await getOrder(ctx, id);
  const [library, letterhead] = [await getLibrary(ctx, order.library.id), await getSetting(ctx.db, 'letterhead')];
  const at = order.orderedAt ?? order.createdAt;
  const data = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    draft: order.orderedAt === null,
    number: order.number,
    supplier: [order.supplier, order.supplierAddress].filter(Boolean),
    note: order.note,
    lines: order.lines.map(({ title, author, publisher, year, isbn, copies, unitPrice }) => ({
      title,
      about: [author, [publisher, year].filter(Boolean).join(', '), isbn && `ISBN ${formatIsbn13(isbn)}`]
        .filter(Boolean)
        .join(' · '),
      copies,
      price: formatRupiah(unitPrice),
      sum: formatRupiah(copies * unitPrice),
    })),
    total: formatRupiah(order.total),
    sign: {
      placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(localDate(at, library.timeZone), 'id')}`,
      office: letterhead.signOffice || `Kepala ${library.name}`,
      name: letterhead.signName || actorName(ctx.actor),
      details: letterhead.signDetails,
    },
  };
  const body = await renderPdf(config, 'modules/stock/acquisition/templates/order.typ', await withLogo(ctx.db, data), {
    createdAt: at,
    locale: 'id',
  });
  return { fileName: `${order.number.replaceAll(/[^\w-]+/g, '-')}.pdf`, body };
}
