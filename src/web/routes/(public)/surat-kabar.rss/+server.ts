import type { PageAccess } from '#platform/rights/access';
import { letterFeed } from '#web/features/newsletters/archive-view.server.ts';
import { rssOf } from '#web/features/site/news-feed.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The letters of the archive for feed readers (RSS 2.0). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  rssOf(await letterFeed(ctx, url, siteOrigin(services, url)));
