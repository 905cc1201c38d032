import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { pagePostRoutes } from './http-page-posts.ts';
import { pageLink, pageSheet } from './http-pages-shapes.ts';
import { access } from './http-shapes.ts';
import { changeLink, endLink, makeLink, renewLink } from './pages/edit-links.ts';
import { linkInput, sectionsInput, sendInput } from './pages/schema.ts';
import { sendLink } from './pages/send-link.ts';
import { getLink, listLinks, listPages } from './pages/view-links.ts';

const tags = ['partners'];
const whole = { 200: pageSheet };

function links(api: Api): void {
  api.get(
    '/partners/:id/links',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Secret links to pages of a partner: those that open first',
        params: idParam,
        response: { 200: listOf(pageLink) },
      },
    },
    async ({ ctx, params }) => ({ data: await listLinks(ctx, params.id), next: null }),
  );
  api.post(
    '/partners/:id/links',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a link to a page of a partner, for one agreement or for all',
        params: idParam,
        body: linkInput,
        response: { 201: pageSheet },
      },
    },
    async ({ ctx, params, body }, reply) =>
      sendVersioned(reply.code(201), await getLink(ctx, await makeLink(ctx, params.id, body))),
  );
  api.get(
    '/partner-pages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Pages of all partners that open or on which something waits: what waits first',
        querystring: z.object(pageQuery),
        response: {
          200: listOf(
            z.object({
              ...{ id: z.number(), partnerId: z.number(), partner: z.string(), agreement: z.string().nullable() },
              ...{ whole: z.boolean(), waiting: z.number(), openedOn: z.string().nullable(), isOver: z.boolean() },
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => listPages(ctx, query),
  );
  api.get(
    '/partner-links/:id',
    {
      config: { access },
      schema: { tags, summary: 'A link with all that was left by it', params: idParam, response: whole },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getLink(ctx, params.id)),
  );
  api.put(
    '/partner-links/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what a page shows and takes',
        params: idParam,
        body: sectionsInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeLink(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getLink(ctx, params.id));
    },
  );
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    renew: { does: renewLink, says: 'Give a page another address; the old one opens nothing any more' },
    end: { does: endLink, says: 'Close a page for good' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/partner-links/:id/${name}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: whole } },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await getLink(ctx, params.id));
      },
    );
  }
  api.post(
    '/partner-links/:id/send',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Send a link by e-mail to somebody of the partner, or to the organisation',
        params: idParam,
        body: sendInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await sendLink(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getLink(ctx, params.id));
    },
  );
}

/** Pages of partners by link, for staff. */
export function pageRoutes(api: Api, services: Pick<Services, 'storage'>): void {
  links(api);
  pagePostRoutes(api, services);
}
