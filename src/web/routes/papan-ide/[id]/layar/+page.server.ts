import { viewBoard } from '#modules/community/ideas';
import type { PageAccess } from '#platform/rights/access';
import { boardPage } from '#web/features/ideas/board-page.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** What the projector shows is what everybody may see: no names, whoever has opened it. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  const view = await viewBoard({ ...ctx, actor: { kind: 'anonymous' } }, idOf(params.id), {});
  setHeaders({ 'cache-control': 'no-store' });
  return boardPage(view, ctx, siteOrigin(services, url));
};
