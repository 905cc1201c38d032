import type { HeavyFile } from '#platform/background/heavy';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf } from '#platform/papers/pdf';
import { workbook } from '#platform/papers/table-file';
import { LEAST_SHOWN } from '#modules/community/questionnaires';
import { getSetting, mainLibrary, nameLibraries, networkZone, withLogo } from '#modules/ground/libraries';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Paper, Round } from '../client.ts';
import { selectFollowUps } from '../data/follow-ups.queries.ts';
import { selectPublished } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { lineOf } from '../rounds/public-round.ts';
import { readableRound } from '../rounds/readable-round.ts';
import { readResults, resultsBefore } from '../rounds/round-results.ts';
import { serviceName, stateName } from '../service-words.ts';
import { periodWords, type Told } from './paper-words.ts';
import { posterData } from './poster-data.ts';
import { reportData } from './report-data.ts';
import { workbookSheets } from './workbook-sheets.ts';

/**
 * Makes a paper of a round, in the language of who asks; the worker does it (ask-paper.ts). Permissions and refusals as {@link readableRound};
 * throws `satisfaction.too_few` where there is no index to be told, `satisfaction.state_forbids` for the card of a round that is not open, and for what tells results of one that is.
 */
export async function makePaper(ctx: Ctx, config: Config, id: number, paper: Paper): Promise<HeavyFile> {
  const round = await readableRound(ctx, id);
  if (paper === 'card') return cardFile(ctx, config, round);
  // while answers come there is no result to be signed
  if (round.closedAt === null) throw satisfactionErrors.stateForbids({ state: stateName(round.state, ctx.locale) });
  const told = await toldOf(ctx, round, round.closedAt);
  if (paper === 'data') return workbook(`kepuasan-${id}`, workbookSheets(told));
  const data = paper === 'poster' ? posterData(told, `${config.publicUrl}/kepuasan?putaran=${id}`) : reportData(told);
  return pdf(ctx, config, { name: paper === 'poster' ? `poster-kepuasan-${id}` : `laporan-skm-${id}`, paper, data });
}

async function pdf(
  ctx: Ctx,
  config: Config,
  { name, paper, data }: { name: string; paper: Paper; data: object },
): Promise<HeavyFile> {
  const template = `modules/city/satisfaction/templates/${paper}.typ`;
  const made = { createdAt: ctx.clock.now(), locale: ctx.locale };
  return {
    fileName: `${name}.pdf`,
    mediaType: 'application/pdf',
    body: await renderPdf(config, template, await withLogo(ctx.db, data), made),
  };
}

/** All that papers tell of a round, of what everybody may know of the one before. */
async function toldOf(ctx: Ctx, round: Round, closedAt: Date): Promise<Told> {
  const before = await resultsBefore(ctx, round, ['published']);
  const results = await readResults(ctx, round, before?.results ?? null);
  if (!results.index || results.survey.figures === null) {
    throw satisfactionErrors.tooFew({ n: results.survey.n, least: LEAST_SHOWN });
  }
  const zone = round.library?.timeZone ?? (await networkZone(ctx.db));
  const main = await mainLibrary(ctx);
  const libraryOf = await nameLibraries(ctx);
  const letterhead = await getSetting(ctx.db, 'letterhead');
  const name = round.library?.name ?? main?.name ?? '';
  return {
    round,
    results: { ...results, index: results.index, figures: results.survey.figures },
    followUps: await selectFollowUps(ctx.db, round.id),
    before: before && { ...before, followUps: await selectFollowUps(ctx.db, before.round.id) },
    line: await lineOf(ctx, round, await selectPublished(ctx.db)),
    asked: round.places.map(({ libraryId }) => libraryOf(libraryId).name),
    places: results.survey.places.map(({ libraryId, ...place }) => ({ ...place, name: libraryOf(libraryId).name })),
    opened: localDate(round.openedAt ?? closedAt, zone),
    closed: localDate(closedAt, zone),
    office: {
      parent: letterhead.parent,
      office: letterhead.office || name,
      address: letterhead.address || [main?.address, main?.city].filter(Boolean).join(', '),
      place: letterhead.place || (main?.city ?? name),
      signOffice: letterhead.signOffice || m.satisfaction_paper_head({ library: name }, { locale: ctx.locale }),
      signName: letterhead.signName,
      signDetails: letterhead.signDetails,
    },
    today: localDate(ctx.clock.now(), zone),
    locale: ctx.locale,
  };
}

/** A card for each place of an open round, with the code of its form. */
async function cardFile(ctx: Ctx, config: Config, round: Round): Promise<HeavyFile> {
  const { survey } = await readResults(ctx, round, null);
  const { locale } = ctx;
  const open = survey.placements.filter(({ state }) => state !== 'closed');
  if (open.length === 0) throw satisfactionErrors.stateForbids({ state: stateName(round.state, locale) });
  const told = { locale };
  const data = {
    title: m.satisfaction_card_title({}, told),
    cards: open.map(({ code, library }) => ({
      library: library.name,
      title: m.satisfaction_card_title({}, told),
      lead: m.satisfaction_card_lead({}, told),
      foot: [serviceName(round.service, locale), periodWords(round, locale), m.satisfaction_card_note({}, told)],
      address: `${config.publicUrl}/isi/${code}`,
      qr: drawnQr(`${config.publicUrl}/isi/${code}`),
    })),
  };
  return pdf(ctx, config, { name: `kartu-skm-${round.id}`, paper: 'card', data });
}
