import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import { accountOf } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { beginning, countLookup, exactDestination, findDestinations } from '#web/kit/frame/staff/go-to.server.ts';
import { readHabits } from '#web/kit/frame/staff/staff-habits.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx }, cookies, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  if (q !== '') await countLookup(ctx);
  const exact = q === '' ? null : await exactDestination(ctx, q);
  if (exact !== null) redirect(303, localizeHref(exact));
  return {
    q,
    scanning: url.searchParams.has('pindai'),
    beginning: q === '' ? await beginning(ctx, readHabits(cookies, accountOf(ctx.actor) ?? 0).pages) : null,
    ...(await findDestinations(ctx, q)),
  };
};
