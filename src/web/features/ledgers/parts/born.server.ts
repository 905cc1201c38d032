import { ledgerFigures, ledgerPeriod, partnerLedger, type LedgerFigure } from '#modules/city/ledgers';
import { gainWords } from '#modules/learning/course-tests';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';

/** Of the figures of a ledger these stand on the page of the partner. */
const SHOWN: ReadonlySet<string> = new Set(['value', 'people', 'learners', 'plans', 'loans']);

/** What came of the work with a partner since the beginning, in a line. */
export async function bornOf(
  ctx: Ctx,
  partnerId: number,
): Promise<{ figures: LedgerFigure[]; gain: string | null; href: string }> {
  const ledger = await partnerLedger(ctx, partnerId, await ledgerPeriod(ctx, null));
  const [first] = ledger.courses.gains;
  return {
    figures: ledgerFigures(ledger, ctx.locale).filter(({ key }) => SHOWN.has(key)),
    gain: first ? `${first.title}: ${gainWords(first.gain, ctx.locale)}` : null,
    href: localizeHref(`/staf/mitra/${partnerId}/buku-hasil`),
  };
}
export type Born = Awaited<ReturnType<typeof bornOf>>;
