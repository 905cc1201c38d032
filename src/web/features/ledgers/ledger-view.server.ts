import {
  GIVEN_WORDS,
  ledgerFigures,
  ledgerPeriod,
  ledgerPeriodWords,
  ledgerYears,
  partnerLedger,
  quantityWords,
} from '#modules/city/ledgers';
import type { Partner } from '#modules/city/partners/client';
import { gainWords, sureWords } from '#modules/learning/course-tests';
import type { Ctx } from '#platform/context';
import { FIRST_DAY, LAST_DAY } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idAsked } from '#web/kit/form/read-fields.server.ts';

const [FIRST_YEAR, LAST_YEAR] = [Number(FIRST_DAY.slice(0, 4)), Number(LAST_DAY.slice(0, 4))];

/** The year that an address asks for; null: none, or one that is out of reach. */
export function yearAsked(params: URLSearchParams): number | null {
  const year = idAsked(params.get('tahun'));
  return year !== null && year > FIRST_YEAR && year < LAST_YEAR ? year : null;
}

/** The days that are asked for: a year of those of the partner; any other, or none: since the beginning. */
export async function periodAsked(ctx: Ctx, partner: Partner, year: number | null) {
  const years = await ledgerYears(ctx, partner);
  const asked = year !== null && years.includes(year) ? year : null;
  return { years, asked, period: await ledgerPeriod(ctx, asked) };
}

/** The page of a ledger. @param year null: since the beginning */
export async function ledgerView(ctx: Ctx, partner: Partner, year: number | null) {
  const { locale } = ctx;
  const { years, asked, period } = await periodAsked(ctx, partner, year);
  const ledger = await partnerLedger(ctx, partner.id, period);
  const path = `/staf/mitra/${partner.id}/buku-hasil`;
  const pdfHref = (language: 'id' | 'en'): string =>
    localizeHref(`${path}/pdf?bahasa=${language}${asked === null ? '' : `&tahun=${asked}`}`);
  return {
    path: localizeHref(path),
    year: asked === null ? '' : String(asked),
    years: years.map((one) => ({ value: String(one), label: String(one) })),
    period: ledgerPeriodWords(period, locale),
    figures: ledgerFigures(ledger, locale),
    given: ledger.given.lines.map(({ kind, n, value, valued, quantities }) => ({
      kind,
      label: GIVEN_WORDS[kind](),
      n: formatNumber(n, locale),
      quantity: quantityWords(quantities, locale),
      value: valued === 0 ? m.ledgers_unvalued() : formatRupiah(value),
    })),
    gains: ledger.courses.gains.map(({ id, title, gain }) => ({
      ...{ id, title },
      said: [gainWords(gain, locale), sureWords(gain, locale)].filter(Boolean).join(' '),
    })),
    pdfs: [
      { href: pdfHref('id'), label: m.ledgers_pdf_id() },
      { href: pdfHref('en'), label: m.ledgers_pdf_en() },
    ],
  };
}
