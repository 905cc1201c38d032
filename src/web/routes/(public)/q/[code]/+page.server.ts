import { redirect } from '@sveltejs/kit';
import { openLink } from '#modules/stock/links';
import { readCode } from '#modules/stock/links/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { withCode } from '#web/features/links/parts/carry-code.server.ts';
import { isAhead } from '#web/kit/answers/fetched-ahead.server.ts';
import { isRobot } from '#web/kit/answers/robot.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Where printed QR codes lead: on to their target at once, or to a page that explains. Nothing of who opens it is kept. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, request, setHeaders, isDataRequest }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const counts = request.method === 'GET' && !isAhead(request) && !isRobot(request) && !isDataRequest;
  const opened = await openLink(ctx, params.code, counts);
  if (opened.kind === 'goes') {
    const to = withCode(opened.to, readCode(params.code));
    redirect(302, to.startsWith('/') ? localizeHref(to) : to);
  }
  return {
    code: params.code.slice(0, 20),
    library:
      opened.kind === 'retired'
        ? {
            name: opened.library.name,
            href: localizeHref(`/perpustakaan/${opened.library.code.toLowerCase()}`),
          }
        : null,
  };
};
