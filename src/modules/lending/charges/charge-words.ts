import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import type { LineKind, PaymentMethod, PriceSource } from './client.ts';

const KINDS: Record<LineKind, typeof m.charges_kind_fine> = {
  fine: m.charges_kind_fine,
  lost_item: m.charges_kind_lost_item,
  processing: m.charges_kind_processing,
  rental: m.charges_kind_rental,
  damage: m.charges_kind_damage,
  other: m.charges_kind_other,
  payment: m.charges_kind_payment,
  paid_before: m.charges_kind_paid_before,
  waive: m.charges_kind_waive,
  write_off: m.charges_kind_write_off,
  correction: m.charges_kind_correction,
  refund: m.charges_kind_refund,
  void: m.charges_kind_void,
};
/** What a line is called. */
export const kindInWords = (kind: LineKind, locale: Locale): string => KINDS[kind]({}, { locale });

const METHODS: Record<PaymentMethod, typeof m.charges_method_cash> = {
  cash: m.charges_method_cash,
  qris: m.charges_method_qris,
};
export const methodInWords = (method: PaymentMethod, locale: Locale): string => METHODS[method]({}, { locale });

/** What became of a payment that was taken back, or which one a line takes back; null = neither. */
export function remarkOf(
  line: { voidedByNumber: string | null; voidsNumber: string | null },
  locale: Locale,
): string | null {
  if (line.voidsNumber !== null) return m.charges_voids({ number: line.voidsNumber }, { locale });
  return line.voidedByNumber === null ? null : m.charges_voided_by({ number: line.voidedByNumber }, { locale });
}

const PRICE_SOURCES: Record<PriceSource, typeof m.charges_price_copy> = {
  copy: m.charges_price_copy,
  default: m.charges_price_default,
  rule: m.charges_price_rule,
  desk: m.charges_price_desk,
};

/** What a charge is about, and from where its price comes; null = neither was said. */
export const chargeNote = (
  line: { note: string | null; priceSource: PriceSource | null },
  locale: Locale,
): string | null =>
  [line.note, line.priceSource && PRICE_SOURCES[line.priceSource]({}, { locale })].filter(Boolean).join(' · ') || null;
