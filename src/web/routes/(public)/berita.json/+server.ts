import type { PageAccess } from '#platform/rights/access';
import { jsonFeedOf, newsFeed } from '#web/features/site/news-feed.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The news for feed readers (JSON Feed 1.1); takes `?topik=` of `/berita`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  jsonFeedOf(await newsFeed(ctx, url, siteOrigin(services, url)));
