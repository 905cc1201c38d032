import { getLibrary, getSetting, networkZone, withLogo } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import type { LedgerPeriod } from './ledger-periods.ts';
import { ledgerFigures, ledgerPeriodWords, toldGainWords } from './ledger-words.ts';
import { givenOutLedger } from './view-ledger.ts';

/** So many gains of courses have room on the page. */
const MOST_GAINS = 3;

/**
 * What came of the work with a partner, on one page to frame, in a language, by months that are over. Needs `partners.manage`. Throws `partners.not_found`,
 * `platform.invalid_input`, `platform.pdf_unavailable`.
 */
export async function ledgerPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { partnerId, period, locale }: { partnerId: number; period: LedgerPeriod; locale: Locale },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const { partner, ledger } = await givenOutLedger({ ...ctx, locale }, partnerId, period);
  const library = await getLibrary(ctx, partner.libraryId);
  const letterhead = await getSetting(ctx.db, 'letterhead');
  const now = ctx.clock.now();
  const told = { locale };
  const name = partner.name || m.partners_forgotten({}, told);
  const figures = ledgerFigures(ledger, locale);
  const data = {
    office: letterhead.office || library.name,
    over: m.ledgers_born({}, told),
    title: name,
    period: ledgerPeriodWords(ledger, locale),
    lead: m.ledgers_paper_lead({ library: library.name }, told),
    none: m.ledgers_paper_none({}, told),
    figures: figures.map(({ value, label, note }) => ({ value, label, note })),
    gains: ledger.courses.gains.slice(0, MOST_GAINS).map(({ title, gain }) => ({
      title,
      said: toldGainWords(gain, locale),
    })),
    caution: m.ledgers_caution({}, told),
    printed: m.ledgers_paper_printed({ day: formatDate(localDate(now, await networkZone(ctx.db)), locale) }, told),
  };
  const template = 'modules/city/ledgers/templates/ledger.typ';
  const body = await renderPdf(config, template, await withLogo(ctx.db, data), { createdAt: now, locale });
  return { fileName: `buku-hasil-${partner.id}-${locale}.pdf`, body };
}
