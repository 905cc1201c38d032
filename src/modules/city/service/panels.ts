import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Panel, PanelPage, PanelPart } from '#platform/panels';
import { canAnywhere, seenLibraries } from '#platform/rights/authorize';
import { addDays, formatDate, instantAt, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { selectAbout, selectByElement, selectUnhelped, type NearTicket } from './data/about.queries.ts';
import { seenTickets } from './rights.ts';
import { stateName } from './state-words.ts';

/** So many are shown; the others are in their queue. */
const MOST = 5;
const EACH = 3;
/** How far back questions are shown whose answers did not help, in days. */
const UNHELPED_DAYS = 180;
const UNHELPED_MOST = 10;

const lineOf = (ctx: Ctx, { id, number, title, state, timeZone, createdAt }: NearTicket) => ({
  words: `${number} · ${title}`,
  note: `${formatDate(localDate(createdAt, timeZone), ctx.locale)} · ${stateName(state)}`,
  href: `/staf/layanan/${id}`,
});

async function about(ctx: Ctx, kind: 'bib' | 'program' | 'library', id: number): Promise<PanelPart[]> {
  const seen = seenTickets(ctx);
  if (seen.length === 0) return [];
  const found = await selectAbout(ctx.db, { kind, ref: String(id) }, seen, MOST);
  if (found.length === 0) return [];
  return [{ beside: null, title: m.service_panel_about(), lines: found.map((one) => lineOf(ctx, one)) }];
}

async function besideElements(ctx: Ctx, round: Extract<PanelPage, { page: 'round' }>): Promise<PanelPart[]> {
  if (!canAnywhere(ctx.actor, 'complaints.answer')) return [];
  const mine = seenLibraries(ctx, 'complaints.answer', undefined);
  const libraryIds = mine === null ? round.libraryIds : (round.libraryIds ?? mine).filter((id) => mine.includes(id));
  const zone = await networkZone(ctx.db);
  const found = await selectByElement(ctx.db, {
    after: instantAt(round.from, 0, zone),
    before: instantAt(addDays(round.to, 1), 0, zone),
    ...{ libraryIds, each: EACH },
  });
  return [...Map.groupBy(found, ({ element }) => element)].map(([element, tickets]) => ({
    beside: element,
    title: m.service_panel_element({ count: tickets[0]?.count ?? 0 }),
    lines: tickets.map((one) => lineOf(ctx, one)),
  }));
}

async function unhelped(ctx: Ctx): Promise<PanelPart[]> {
  const seen = seenTickets(ctx);
  if (seen.length === 0) return [];
  const since = new Date(ctx.clock.now().getTime() - UNHELPED_DAYS * 86_400_000);
  const found = await selectUnhelped(ctx.db, seen, { since, limit: UNHELPED_MOST });
  if (found.length === 0) return [];
  return [{ beside: null, title: m.service_panel_unhelped(), lines: found.map((one) => lineOf(ctx, one)) }];
}

/** What people wrote stands where staff look after what it is about: a record, a programme, a library, an element of the survey, what the next edition teaches. */
export const panels: readonly Panel[] = [
  {
    on: ['bib', 'program', 'library'],
    show: async (ctx, page) => ('id' in page ? about(ctx, page.page, page.id) : []),
  },
  {
    on: ['round'],
    show: async (ctx, page) => (page.page === 'round' ? besideElements(ctx, page) : []),
  },
  {
    on: ['next_edition', 'suggestions', 'answers'],
    show: unhelped,
  },
];
