import type { PageAccess } from '#platform/rights/access';
import { withPreparedStatements } from '#platform/database/prepared';
import { articleView, publicPage } from '#web/features/site/article-page.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';
export const _kept = true;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) =>
  withPreparedStatements(async () => {
    const page = await publicPage(ctx, 'page', params.slug);
    const { network } = await publicShell(ctx);
    return {
      article: await articleView(ctx, page, { origin: siteOrigin(services, url), network: network ?? 'Lumbung' }),
    };
  });
