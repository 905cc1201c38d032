import { ticketOfNumber } from '#modules/city/service';
import { findItemByBarcode } from '#modules/collection/catalog';
import { resolveScan } from '#modules/lending/circulation';
import { findMemberByNumber, searchMembers } from '#modules/people/members';
import { suggest } from '#modules/collection/search';
import { can, canAnywhere } from '#platform/rights/authorize';
import { accountOf, type Ctx } from '#platform/context';
import { countAttempt } from '#platform/requests/rate-limit';
import { foldedKey } from '#shared/text/fold';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findPlaces, type FoundPlace } from './find-places.ts';
import { otherLanguage } from './frame-acts.ts';
import { onTheMap } from './on-the-map.ts';
import { mayAct, openPlaces } from './staff-menu.server.ts';
import type { Offered, Suggested } from './suggested.ts';
import { workplaceOf } from './workplaces.ts';

/** On the page, at most. */
const LONG = { places: 6, members: 8, titles: Number.MAX_SAFE_INTEGER };
/** In the box while somebody types: pages and acts together. */
const SHORT = 3;
const RECENT = 3;
const USUAL = 4;
/** A code has a digit and is not a word of two letters. */
const CODE = /^(?=.*\d).{3,}$/;
/** A telling part of a name; shorter ones fit half the town. */
const SHORTEST_NAME = 3;

/**
 * How often one account may ask: the box asks at most seven times a second, in one window. Who asks more often is a machine that goes
 * through the members.
 */
const LOOKUPS = { limit: 900, windowSeconds: 60 };

/** Counts that somebody asked where to go. Refuses `platform.too_many_requests`. */
export const countLookup = async (ctx: Ctx): Promise<void> =>
  countAttempt(ctx, `go-to:${accountOf(ctx.actor) ?? 0}`, LOOKUPS);

/** A page, or what is done at it. */
export interface Going {
  /** Null: this person may not. */
  href: string | null;
  label: string;
  /** The workplace in which it stands; empty for what is done at the frame. */
  workplace: string;
  /** Not in the language of the reader. */
  locale?: 'id' | 'en';
}
export interface Destinations {
  pages: Going[];
  acts: Going[];
  members: { href: string; name: string; number: string }[];
  titles: { href: string; title: string }[];
}

const memberHref = (number: string): string => `/staf/anggota/${encodeURIComponent(number)}`;

/** The page of the one ticket, card or copy that has exactly this number; null when there is none, or it may not be seen. */
export async function exactDestination(ctx: Ctx, q: string): Promise<string | null> {
  const ticket = await ticketOfNumber(ctx, q);
  if (ticket !== null) return `/staf/layanan/${ticket}`;
  if (!canAnywhere(ctx.actor, 'loans.read')) {
    const item = canAnywhere(ctx.actor, 'catalog.read') ? await findItemByBarcode(ctx.db, q) : null;
    return item ? bibHref(ctx, item.bibId) : null;
  }
  const scanned = await resolveScan(ctx, q, 'member');
  if (scanned.kind === 'member') return (await maySee(ctx, scanned.number)) ? memberHref(scanned.number) : null;
  return scanned.kind === 'item' ? bibHref(ctx, scanned.item.bibId) : null;
}

/** May the page of this card be seen? A desk may serve a card of another library whose page it may not see. */
async function maySee(ctx: Ctx, number: string): Promise<boolean> {
  const card = await findMemberByNumber(ctx.db, number);
  return card !== null && can(ctx.actor, 'members.read', card.homeLibraryId);
}

const bibHref = (ctx: Ctx, id: number): string =>
  canAnywhere(ctx.actor, 'catalog.edit') ? `/staf/katalog/${id}` : `/katalog/${id}`;

async function going(ctx: Ctx, { what, place }: Pick<FoundPlace, 'what' | 'place'>): Promise<Going> {
  const { href, label } = what;
  const workplace = place ? workplaceOf(place) : '';
  const there = { href: (await mayAct(ctx.actor, what)) ? href : null, label: label(), workplace };
  return 'otherLanguage' in what ? { ...there, locale: otherLanguage() } : there;
}

/** Where a box leads in which nothing is typed yet. */
export interface Beginning {
  /** The pages that were opened last. */
  recent: Going[];
  /** What is done most where this person works just now. */
  usual: Going[];
}

/**
 * The pages that this person opened last, and the acts of the workplace in which the latest of them stands, then of the others in the order of the map.
 * @param pages addresses of the pages that were opened last, the newest first
 * @param here the page that is shown, which is not offered
 */
export async function beginning(ctx: Ctx, pages: readonly string[], here = ''): Promise<Beginning> {
  const open = await openPlaces(ctx.actor);
  const recent = pages.flatMap((href) => open.find((place) => place.href === href) ?? []);
  const latest = recent[0] ? workplaceOf(recent[0]) : '';
  const acts = open
    .toSorted((a, b) => Number(workplaceOf(b) === latest) - Number(workplaceOf(a) === latest))
    .flatMap((place) => (place.acts ?? []).map((what) => ({ what, place })));
  const usual = await Promise.all(acts.map(async (one) => going(ctx, one)));
  return {
    recent: await Promise.all(
      recent
        .filter(({ href }) => href !== here)
        .slice(0, RECENT)
        .map(async (place) => going(ctx, { what: place, place })),
    ),
    usual: usual.filter(({ href }) => href !== null).slice(0, USUAL),
  };
}

/**
 * Pages, acts, members and titles with these words; of pages, members and titles only what this person may see. An act that is not
 * theirs is named all the same, so that nobody looks for it elsewhere. Not kept as a search: it may be somebody's name.
 */
export async function findDestinations(ctx: Ctx, q: string, most = LONG): Promise<Destinations> {
  if (foldedKey(q) === '') return { pages: [], acts: [], members: [], titles: [] };
  const mayFindMembers = canAnywhere(ctx.actor, 'members.read') && q.length >= SHORTEST_NAME;
  const found = findPlaces(onTheMap, q);
  const [members, { titles }, pages, acts] = await Promise.all([
    mayFindMembers ? searchMembers(ctx, { q, limit: most.members }) : { data: [] },
    suggest(ctx, q),
    Promise.all(found.filter(({ isAct }) => !isAct).map(async (one) => going(ctx, one))),
    Promise.all(found.filter(({ isAct }) => isAct).map(async (one) => going(ctx, one))),
  ]);
  return {
    pages: pages.filter(({ href }) => href !== null).slice(0, most.places),
    acts: acts.slice(0, most.places),
    members: members.data.map(({ number, fullName }) => ({ href: memberHref(number), name: fullName, number })),
    titles: titles.slice(0, most.titles).map(({ id, title }) => ({ href: bibHref(ctx, id), title })),
  };
}

const offered = ({ href, label, workplace, locale }: Going): Offered => ({
  href: href && localizeHref(href, locale && { locale }),
  label,
  note: href === null ? m.work_go_not_yours() : workplace,
});

/**
 * What the box offers: the very card or copy first, then at most three pages and acts, three members, three titles; while nothing is typed
 * the last pages and the usual acts.
 */
export async function suggestDestinations(
  ctx: Ctx,
  { q, pages, here }: { q: string; pages: readonly string[]; here: string },
): Promise<Suggested[]> {
  if (foldedKey(q) === '') {
    const { recent, usual } = await beginning(ctx, pages, here);
    return grouped([
      [m.work_go_recent(), recent.map(offered)],
      [m.work_go_usual(), usual.map(offered)],
    ]);
  }
  const [exact, found] = await Promise.all([
    CODE.test(q) ? exactDestination(ctx, q) : null,
    findDestinations(ctx, q, { places: SHORT, members: SHORT, titles: SHORT }),
  ]);
  // what somebody may do stands before what they may not
  const goings = [...found.pages, ...found.acts].toSorted((a, b) => Number(a.href === null) - Number(b.href === null));
  return grouped([
    [m.work_go_code(), exact === null ? [] : [{ href: localizeHref(exact), label: q, note: m.work_go_open() }]],
    [m.work_go_places(), goings.slice(0, SHORT).map(offered)],
    [
      m.members_nav(),
      found.members.map(({ href, name, number }) => ({ href: localizeHref(href), label: name, note: number })),
    ],
    [
      m.staff_go_titles(),
      found.titles.map(({ href, title }) => ({ href: localizeHref(href), label: title, note: '' })),
    ],
  ]);
}

const grouped = (groups: readonly [title: string, items: Offered[]][]): Suggested[] =>
  groups.flatMap(([title, items]) => (items.length > 0 ? [{ title, items }] : []));
