import { resolveScan } from '#modules/lending/circulation';
import { searchMembers } from '#modules/people/members';
import { suggest } from '#modules/collection/search';
import { canAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { staffMenu } from '#web/kit/frame/staff-menu.server.ts';

const MEMBERS = 8;
/** A telling part of a name; shorter ones fit half the town. */
const SHORTEST_NAME = 3;

export interface Destinations {
  pages: { href: string; label: string }[];
  members: { href: string; name: string; number: string }[];
  titles: { href: string; title: string }[];
}

const memberHref = (number: string): string => `/staf/anggota/${encodeURIComponent(number)}`;

/** The page of the one card or copy that has exactly this number; null when there is none, or it may not be seen. */
export async function exactDestination(ctx: Ctx, q: string): Promise<string | null> {
  if (!canAnywhere(ctx.actor, 'loans.read')) return null;
  const scanned = await resolveScan(ctx, q, 'member');
  if (scanned.kind === 'member') return canAnywhere(ctx.actor, 'members.read') ? memberHref(scanned.number) : null;
  return scanned.kind === 'item' ? bibHref(ctx, scanned.item.bibId) : null;
}

const bibHref = (ctx: Ctx, id: number): string =>
  canAnywhere(ctx.actor, 'catalog.edit') ? `/staf/katalog/${id}` : `/katalog/${id}`;

/** Pages, members and titles with these words; only what this person may see. Not kept as a search: it may be somebody's name. */
export async function findDestinations(ctx: Ctx, q: string): Promise<Destinations> {
  const words = foldedKey(q).split(' ').filter(Boolean);
  if (words.length === 0) return { pages: [], members: [], titles: [] };
  const mayFindMembers = canAnywhere(ctx.actor, 'members.read') && q.length >= SHORTEST_NAME;
  const [members, { titles }] = await Promise.all([
    mayFindMembers ? searchMembers(ctx, { q, limit: MEMBERS }) : { data: [] },
    suggest(ctx, q),
  ]);
  const places = (await staffMenu(ctx.actor)).flatMap((group) => group.places);
  return {
    pages: places
      .filter(({ label }) => words.every((word) => foldedKey(label).includes(word)))
      .map(({ href, label }) => ({ href, label })),
    members: members.data.map(({ number, fullName }) => ({ href: memberHref(number), name: fullName, number })),
    titles: titles.map(({ id, title }) => ({ href: bibHref(ctx, id), title })),
  };
}
