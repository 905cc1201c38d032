import { json } from '@sveltejs/kit';
import { accountOf } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { countLookup, suggestDestinations } from '#web/kit/frame/staff/go-to.server.ts';
import { readHabits } from '#web/kit/frame/staff/staff-habits.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'account';

/** What the box "Pergi ke…" offers while somebody types. Not kept as a search, and not by the browser: it may be somebody's name. */
export const GET: RequestHandler = async ({ locals: { ctx }, cookies, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  await countLookup(ctx);
  const { pages } = readHabits(cookies, accountOf(ctx.actor) ?? 0);
  const groups = await suggestDestinations(ctx, { q, pages, here: url.searchParams.get('di') ?? '' });
  return json(groups, { headers: { 'cache-control': 'private, no-store' } });
};
