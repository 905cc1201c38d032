import type { PageAccess } from '#platform/rights/access';
import { archiveFeed } from '#web/features/newsletters/archive-feed.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The letters of the archive for feed readers (RSS 2.0). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  archiveFeed(ctx, url, siteOrigin(services, url));
