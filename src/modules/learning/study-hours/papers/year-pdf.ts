import { m } from '#i18n/messages';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { ownAccount } from '../own/own-account.ts';
import { viewYear } from '../own/view-year.ts';
import { SOURCE_WORDS, WHY_WORDS } from './words.ts';

/**
 * "Rekap JP 2026" of whoever is signed in, as PDF: what was learnt, what counts, and what they say themselves. It is a list and no certificate:
 * each line names its own. Throws `platform.sign_in_needed`, `platform.pdf_unavailable`.
 */
export async function yearPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  asked?: number,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const { year, name, library, target, total, lines } = await viewYear(ctx, asked);
  const { today } = await ownAccount(ctx);
  const { locale } = ctx;
  const told = { locale };
  const data = {
    title: m.study_hours_recap({ year: String(year) }, told),
    name,
    library,
    stand: m.study_hours_paper_stand({ day: formatDate(today, locale) }, told),
    sum: m.study_hours_sum({ total: formatNumber(total, locale), target: String(target) }, told),
    none: m.study_hours_none({}, told),
    note: m.study_hours_paper_note({}, told),
    head: [
      m.study_hours_col_day({}, told),
      m.study_hours_col_title({}, told),
      m.study_hours_col_source({}, told),
      m.study_hours_col_number({}, told),
      m.study_hours_col_counts({}, told),
    ],
    lines: lines.map((line) => [
      formatDate(line.on, locale),
      [line.title, line.by].filter(Boolean).join(', '),
      [SOURCE_WORDS[line.source]({}, told), line.why ? WHY_WORDS[line.why]({}, told) : ''].filter(Boolean).join('; '),
      line.number,
      formatNumber(line.counts, locale),
    ]),
  };
  const body = await renderPdf(config, 'modules/learning/study-hours/templates/year.typ', data, {
    createdAt: ctx.clock.now(),
    locale,
  });
  return { fileName: `rekap-jp-${year}.pdf`, body };
}
