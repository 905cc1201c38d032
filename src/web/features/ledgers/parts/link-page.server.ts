import { comingByLink, ledgerByLink, ledgerFigures, ledgerPeriodWords, toldGainWords } from '#modules/city/ledgers';
import type { PageKey } from '#modules/city/partners';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';

/** What came of the work together, on the page of a partner by link; null: it is not opened, or there is nothing that may be told. */
export async function linkResults(ctx: Ctx, key: PageKey) {
  const ledger = await ledgerByLink(ctx, key);
  const figures = ledger === null ? [] : ledgerFigures(ledger, ctx.locale);
  if (ledger === null || figures.length === 0) return null;
  const [first] = ledger.courses.gains;
  return {
    figures,
    gain: first ? `${first.title}: ${toldGainWords(first.gain, ctx.locale)}` : null,
    period: ledgerPeriodWords(ledger, ctx.locale),
  };
}
export type LinkResultsView = NonNullable<Awaited<ReturnType<typeof linkResults>>>;

/** Sessions ahead of what is done together, as lines of what is coming. */
export async function linkComing(ctx: Ctx, key: PageKey) {
  const zone = await networkZone(ctx.db);
  return (await comingByLink(ctx, key)).map(({ title, startsAt, library }) => ({
    day: formatInstant(startsAt, zone, ctx.locale),
    text: m.ledgers_coming({ title, library }),
    isLate: false,
  }));
}
