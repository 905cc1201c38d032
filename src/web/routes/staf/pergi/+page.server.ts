import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { exactDestination, findDestinations, usualActs } from '#web/kit/frame/go-to.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const exact = q === '' ? null : await exactDestination(ctx, q);
  if (exact !== null) redirect(303, localizeHref(exact));
  return {
    q,
    scanning: url.searchParams.has('pindai'),
    usual: q === '' ? await usualActs(ctx) : [],
    ...(await findDestinations(ctx, q)),
  };
};
