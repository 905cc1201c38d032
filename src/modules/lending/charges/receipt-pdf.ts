import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { m } from '#i18n/messages';
import { amountInWords } from '#shared/amount-in-words';
import { formatInstant } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import type { MoneyKind } from './client.ts';
import { chargeNote, kindInWords, methodInWords } from './charge-words.ts';
import { getReceipt, type Receipt } from './view-receipt.ts';

/** A receipt as a slip of 72 mm. Same permission as `getReceipt`. */
export async function receiptPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const receipt = await getReceipt(ctx, id);
  const { locale } = ctx;
  const data = receiptData(receipt, locale);
  const body = await renderPdf(config, 'modules/lending/charges/templates/receipt.typ', data, {
    createdAt: receipt.at,
    locale,
  });
  return { fileName: `${receipt.number.replaceAll(/[^\w-]+/g, '-')}.pdf`, body };
}

const TITLES: Record<MoneyKind, typeof m.charges_receipt_payment> = {
  payment: m.charges_receipt_payment,
  refund: m.charges_receipt_refund,
  void: m.charges_receipt_void,
};

/** What stands on a receipt, in words: the same on the page and on the slip. */
export function receiptData(receipt: Receipt, locale: Locale) {
  const said = { locale };
  const { timeZone } = receipt.library;
  const fact = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return {
    title: TITLES[receipt.kind]({}, said),
    number: receipt.number,
    library: { name: receipt.library.name, address: receipt.library.address ?? '' },
    at: formatInstant(receipt.at, timeZone, locale, 'short'),
    facts: [
      ...fact(m.charges_receipt_number({}, said), receipt.number),
      ...fact(m.charges_receipt_voids({}, said), receipt.voids?.number ?? null),
      ...fact(m.charges_receipt_date({}, said), formatInstant(receipt.at, timeZone, locale, 'short')),
      ...fact(m.charges_receipt_member({}, said), `${receipt.member.fullName} …${receipt.member.number.slice(-4)}`),
      ...fact(m.charges_receipt_method({}, said), methodInWords(receipt.method, locale)),
      ...fact(m.charges_receipt_reference({}, said), receipt.reference),
      ...fact(m.charges_receipt_reason({}, said), receipt.reason),
      ...fact(m.charges_receipt_by({}, said), receipt.byName),
    ],
    lines: receipt.paid.map(({ amount, ...line }) => ({
      text: kindInWords(line.kind, locale),
      note: chargeNote(line, locale) ?? '',
      amount: formatRupiah(amount),
    })),
    /** Across a receipt that holds no more; null = it holds. */
    void: receipt.voidedBy && {
      stamp: m.charges_receipt_void_stamp({}, said),
      text: m.charges_receipt_void_text(
        { number: receipt.voidedBy.number, at: formatInstant(receipt.voidedBy.at, timeZone, locale, 'short') },
        said,
      ),
    },
    opensAgain: receipt.kind === 'void' && receipt.paid.length > 0 ? m.charges_receipt_reopened({}, said) : '',
    total: { label: m.charges_receipt_total({}, said), value: formatRupiah(receipt.amount) },
    words: amountInWords(receipt.amount),
    balance:
      receipt.balance > 0
        ? `${m.charges_receipt_left({}, said)}: ${formatRupiah(receipt.balance)}`
        : m.charges_receipt_settled({}, said),
    keep: receipt.kind === 'void' ? m.charges_receipt_void_keep({}, said) : m.charges_receipt_keep({}, said),
  };
}
