import { findItemByBarcode } from '#modules/collection/catalog';
import { resolveScan } from '#modules/lending/circulation';
import { searchMembers } from '#modules/people/members';
import { suggest } from '#modules/collection/search';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { findPlaces, type FoundPlace } from './find-places.ts';
import { onTheMap } from './on-the-map.ts';
import { mayAct, mayGo, openPlaces } from './staff-menu.server.ts';
import { workplaceOf } from './workplaces.ts';

const MEMBERS = 8;
/** Of pages and of acts, at most. */
const PLACES = 6;
/** A telling part of a name; shorter ones fit half the town. */
const SHORTEST_NAME = 3;

/** A page, or what is done at it. */
export interface Going {
  /** Null: this person may not. */
  href: string | null;
  label: string;
  /** The workplace in which it stands. */
  workplace: string;
}
export interface Destinations {
  pages: Going[];
  acts: Going[];
  members: { href: string; name: string; number: string }[];
  titles: { href: string; title: string }[];
}

const memberHref = (number: string): string => `/staf/anggota/${encodeURIComponent(number)}`;

/** The page of the one card or copy that has exactly this number; null when there is none, or it may not be seen. */
export async function exactDestination(ctx: Ctx, q: string): Promise<string | null> {
  if (!canAnywhere(ctx.actor, 'loans.read')) {
    const item = canAnywhere(ctx.actor, 'catalog.read') ? await findItemByBarcode(ctx.db, q) : null;
    return item ? bibHref(ctx, item.bibId) : null;
  }
  const scanned = await resolveScan(ctx, q, 'member');
  if (scanned.kind === 'member') return canAnywhere(ctx.actor, 'members.read') ? memberHref(scanned.number) : null;
  return scanned.kind === 'item' ? bibHref(ctx, scanned.item.bibId) : null;
}

const bibHref = (ctx: Ctx, id: number): string =>
  canAnywhere(ctx.actor, 'catalog.edit') ? `/staf/katalog/${id}` : `/katalog/${id}`;

async function going(ctx: Ctx, { place, act }: FoundPlace): Promise<Going> {
  const { href, label } = act ?? place;
  const may = await (act ? mayAct(ctx.actor, act) : mayGo(ctx.actor, href));
  return { href: may ? href : null, label: label(), workplace: workplaceOf(place) };
}

/** What this person does most where they are: the acts of their first pages, for a box in which nothing is typed yet. */
export async function usualActs(ctx: Ctx): Promise<Going[]> {
  const open = new Set((await openPlaces(ctx.actor)).map(({ href }) => href));
  const acts = onTheMap
    .filter(({ href }) => open.has(href))
    .flatMap((place) => (place.acts ?? []).map((act) => ({ place, act })));
  return (await Promise.all(acts.map(async (act) => going(ctx, act))))
    .filter(({ href }) => href !== null)
    .slice(0, PLACES);
}

/**
 * Pages, acts, members and titles with these words; of pages, members and titles only what this person may see. An act that is not
 * theirs is named all the same, so that nobody looks for it elsewhere. Not kept as a search: it may be somebody's name.
 */
export async function findDestinations(ctx: Ctx, q: string): Promise<Destinations> {
  if (foldedKey(q) === '') return { pages: [], acts: [], members: [], titles: [] };
  const mayFindMembers = canAnywhere(ctx.actor, 'members.read') && q.length >= SHORTEST_NAME;
  const found = findPlaces(onTheMap, q);
  const [members, { titles }, pages, acts] = await Promise.all([
    mayFindMembers ? searchMembers(ctx, { q, limit: MEMBERS }) : { data: [] },
    suggest(ctx, q),
    Promise.all(found.filter(({ act }) => act === null).map(async (one) => going(ctx, one))),
    Promise.all(found.filter(({ act }) => act !== null).map(async (one) => going(ctx, one))),
  ]);
  return {
    pages: pages.filter(({ href }) => href !== null).slice(0, PLACES),
    acts: acts.slice(0, PLACES),
    members: members.data.map(({ number, fullName }) => ({ href: memberHref(number), name: fullName, number })),
    titles: titles.map(({ id, title }) => ({ href: bibHref(ctx, id), title })),
  };
}
