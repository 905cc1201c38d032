import { z } from 'zod';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { listDeadLinks } from './outward/list-dead-links.ts';
import { lookAtPage } from './outward/look-at-links.ts';
import { PAGE_KINDS } from './rules/terms.ts';

const tags = ['site'];

/** Where pages lead outside. */
export function outwardRoutes(api: Api): void {
  api.get(
    '/site-dead-links',
    {
      config: { access: { may: 'site.edit' } },
      schema: {
        tags,
        summary: 'Links of pages to where nothing answered on two days at least, the oldest first',
        querystring: z.object(pageQuery),
        response: {
          200: listOf(
            z.object({
              pageId: z.number(),
              kind: z.enum(PAGE_KINDS),
              title: z.string(),
              address: z.string(),
              silentSince: isoInstant,
              mayWrite: z.boolean().describe('whether you may write that page'),
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => cutPage(await listDeadLinks(ctx), query, ({ pageId, address }) => `${pageId} ${address}`),
  );
  api.post(
    '/site-pages/:id/look-at-links',
    {
      config: { access: { may: ['news.edit', 'site.edit'] } },
      schema: {
        tags,
        summary: 'Look at once at where a page leads outside as it is being written, twenty links at most',
        params: idParam,
        response: {
          200: z.object({
            leads: z.number().describe('addresses of the web to which it leads'),
            looked: z.number(),
            silent: z.array(z.string()).describe('addresses that no reader reaches'),
          }),
        },
      },
    },
    async ({ ctx, params }) => lookAtPage(ctx, params.id),
  );
}
