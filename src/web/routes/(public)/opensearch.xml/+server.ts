import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import { xmlText } from '#web/kit/answers/xml.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** Lets a browser search the catalogue from its own search box (OpenSearch 1.1). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const { network } = await publicShell(ctx);
  const results = `${siteOrigin(services, url)}${localizeHref('/katalog')}?q={searchTerms}`;
  const feed = `${siteOrigin(services, url)}${localizeHref('/katalog.rss')}?q={searchTerms}`;
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${xmlText((network ?? 'Lumbung').slice(0, 16))}</ShortName>
<Description>${xmlText(m.opac_catalog_description())}</Description>
<Image height="16" width="16" type="image/svg+xml">${xmlText(`${siteOrigin(services, url)}/favicon.svg`)}</Image>
<Url type="text/html" template="${xmlText(results)}"/>
<Url type="application/rss+xml" template="${xmlText(feed)}"/>
</OpenSearchDescription>
`;
  return new Response(body, {
    headers: {
      'content-type': 'application/opensearchdescription+xml; charset=utf-8',
      'cache-control': 'max-age=86400',
    },
  });
};
