import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** Rooms that are nobody's business but the reader's and the staff's. Result lists are left to feeds and the sitemap. */
const CLOSED = ['/staf', '/akun', '/masuk', '/keluar', '/pasang', '/api/', '/saran', '/katalog?', '/en/katalog?'];

/** What search engines may read, and where all pages are listed (RFC 9309). */
export const GET: RequestHandler = ({ url, locals: { services } }) =>
  new Response(
    [
      'User-agent: *',
      ...CLOSED.map((path) => `Disallow: ${path}`),
      '',
      `Sitemap: ${siteOrigin(services, url)}/sitemap.xml`,
      '',
    ].join('\n'),
    { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'max-age=86400' } },
  );
