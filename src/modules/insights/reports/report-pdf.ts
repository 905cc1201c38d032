import type { HeavyFile } from '#platform/background/heavy';
import type { Config } from '#platform/config';
import { actorName, type Ctx } from '#platform/context';
import { grantedLibraries } from '#platform/rights/authorize';
import { renderPdf } from '#platform/papers/pdf';
import { getSetting, listLibraries, mainLibrary, networkZone, withLogo, type Library } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Report } from './make-report.ts';
import { saidPlace, sayReport, type SaidReport } from './say-report.ts';

/**
 * A report on paper: letterhead, what was counted when and where, the table with its bars, where the figures come from, and room for two hands:
 * of who put it together and of who answers for it. The worker sets it (ask-report-table.ts). In the reader's language.
 */
export async function reportPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  name: string,
  report: Report,
): Promise<HeavyFile> {
  const said = await sayReport(ctx, report);
  const data = {
    ...(await officeOf(ctx, report)),
    ...wordsOf(ctx, said),
    title: m.reports_paper_title({ label: said.label, by: said.byLabel }, { locale: ctx.locale }),
    about: aboutOf(ctx, said, await saidPlace(ctx, report)),
    compared: said.isCompared,
    rows: said.rows,
    total: [said.total ?? '–', said.totalBefore, said.totalChange],
    lacks: lackOf(ctx, report),
  };
  const template = 'modules/insights/reports/templates/report.typ';
  const made = { createdAt: ctx.clock.now(), locale: ctx.locale };
  return {
    fileName: `${name}.pdf`,
    mediaType: 'application/pdf',
    body: await renderPdf(config, template, await withLogo(ctx.db, data), made),
  };
}

/** Whose paper it is: of one library its own, else that of the network's first. */
async function paperLibrary(ctx: Ctx, report: Report): Promise<Library | null> {
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  const libraries = await listLibraries(ctx);
  const asked = libraries.find(({ code }) => code === report.query.library);
  const only = granted !== 'all' && granted.length === 1 ? libraries.find(({ id }) => id === granted[0]) : undefined;
  return asked ?? only ?? mainLibrary(ctx);
}

/** The letterhead and who signs, as on other papers: an empty part is filled from the library. */
async function officeOf(ctx: Ctx, report: Report) {
  const [library, letterhead] = [await paperLibrary(ctx, report), await getSetting(ctx.db, 'letterhead')];
  const name = library?.name ?? '';
  const { locale } = ctx;
  const today = localDate(ctx.clock.now(), library?.timeZone ?? (await networkZone(ctx.db)));
  return {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || name,
      address: letterhead.address || [library?.address, library?.city].filter(Boolean).join(', '),
    },
    made: { words: m.reports_paper_by({}, { locale }), office: name, name: actorName(ctx.actor) },
    sign: {
      words: m.reports_paper_seen({}, { locale }),
      placeDate: `${[letterhead.place || library?.city || name, formatDate(today, locale)].filter(Boolean).join(', ')}`,
      office: letterhead.signOffice || m.reports_paper_head({ library: name }, { locale }),
      name: letterhead.signName,
      details: letterhead.signDetails,
    },
  };
}

/** What stands above the table, as pairs. */
function aboutOf({ locale }: Ctx, { period, before, within }: SaidReport, place: string): [string, string][] {
  const said = { locale };
  return [
    [m.reports_where({}, said), place],
    ...(within === null ? [] : [[m.reports_paper_class({}, said), within] satisfies [string, string]]),
    [m.reports_paper_period({}, said), period ?? m.reports_no_month({}, said)],
    ...(before === null ? [] : [[m.reports_paper_beside({}, said), before] satisfies [string, string]]),
  ];
}

/** Names of columns, and what stands below the table: the source, the moment of counting, who is not in it. */
function wordsOf({ locale }: Ctx, said: SaidReport) {
  const { byLabel, unit, counted, without, corrected } = said;
  const notes = [
    m.reports_paper_source({}, { locale }),
    counted,
    said.isLate && said.since !== null ? m.reports_since({ day: said.since }, { locale }) : null,
    said.withoutBefore && said.since !== null ? m.reports_without_before({}, { locale }) : null,
    without,
    corrected.length > 0 ? m.reports_corrected({ count: corrected.length }, { locale }) : null,
  ];
  return {
    columns: [byLabel, unit, m.reports_was({}, { locale }), m.reports_change({}, { locale })],
    sum: m.reports_total({}, { locale }),
    notes: notes.filter((note) => note !== null),
  };
}

/** Why there is no table; empty: there is one. */
function lackOf({ locale }: Ctx, { since, period, rows }: Report): string {
  if (since === null) return m.reports_no_data({}, { locale });
  if (period === null) return m.reports_no_month_text({}, { locale });
  return rows.length === 0 ? m.reports_nothing({}, { locale }) : '';
}
