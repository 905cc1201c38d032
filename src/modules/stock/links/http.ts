import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { renameLink, repointLink, restoreLink, retireLink } from './change-link.ts';
import { LINK_KINDS } from './client.ts';
import { makeLink } from './make-link.ts';
import { linkTarget, linkWords } from './schema.ts';
import { getLink, listLinks } from './view-links.ts';

const linkSchema = z.object({
  code: z.string().describe('the printed address is /q/<code>'),
  kind: z.enum(LINK_KINDS),
  label: z.string(),
  place: z.string().describe('where it hangs; empty = nowhere in particular'),
  campaign: z.string().describe('what it is a part of; empty = nothing in particular'),
  channel: z.string().describe('how it is read there, of a poster'),
  library: libraryName,
  leadsTo: z.string().nullable().describe('path of this site or address elsewhere; null = what it led to is gone'),
  createdAt: isoInstant,
  createdBy: z.string(),
  retiredAt: isoInstant.nullable(),
  hits: z.number().describe('openings in the last thirty days'),
});
const linkWithDays = linkSchema.extend({
  days: z.array(z.object({ day: z.string().describe('YYYY-MM-DD'), place: z.string(), hits: z.number() })),
});

/** Short links of printed QR codes. */
const linksApi: ApiModule = (api) => {
  const tags = ['links'];
  const codeParam = z.object({ code: z.string().max(200) });

  api.get(
    '/short-links',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'Short links, the newest first',
        querystring: z.object({
          library: libraryRef.optional(),
          q: z.string().max(100).optional(),
          retired: z.stringbool().default(false),
          ...pageQuery,
        }),
        response: { 200: listOf(linkSchema) },
      },
    },
    async ({ ctx, query: { library, q, retired, cursor, limit } }) =>
      listLinks(ctx, {
        retired,
        limit,
        ...(library !== undefined && { libraryId: (await resolveLibrary(ctx, library)).id }),
        ...(q !== undefined && { q }),
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.post(
    '/short-links',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'Make a short link',
        body: z.object({ library: libraryRef, ...linkWords.shape, leadsTo: linkTarget }),
        response: { 201: linkWithDays },
      },
    },
    async ({ ctx, body: { library, leadsTo, ...words } }, reply) => {
      const code = await makeLink(ctx, (await resolveLibrary(ctx, library)).id, { ...words, ...leadsTo });
      return reply.code(201).send(await getLink(ctx, code));
    },
  );
  api.get(
    '/short-links/:code',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'A short link and its openings of thirty days',
        params: codeParam,
        response: { 200: linkWithDays },
      },
    },
    async ({ ctx, params }) => getLink(ctx, params.code),
  );
  const changed = async (ctx: Ctx, code: string, work: Promise<void>) => {
    await work;
    return getLink(ctx, code);
  };
  api.put(
    '/short-links/:code/target',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'Let every print of a code lead somewhere else',
        params: codeParam,
        body: linkTarget,
        response: { 200: linkWithDays },
      },
    },
    async ({ ctx, params, body }) => changed(ctx, params.code, repointLink(ctx, params.code, body)),
  );
  api.put(
    '/short-links/:code/words',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'Another label or place',
        params: codeParam,
        body: linkWords,
        response: { 200: linkWithDays },
      },
    },
    async ({ ctx, params, body }) => changed(ctx, params.code, renameLink(ctx, params.code, body)),
  );
  api.post(
    '/short-links/:code/retire',
    {
      config: { access: { may: 'links.manage' } },
      schema: { tags, summary: 'Retire a short link', params: codeParam, response: { 200: linkWithDays } },
    },
    async ({ ctx, params }) => changed(ctx, params.code, retireLink(ctx, params.code)),
  );
  api.post(
    '/short-links/:code/restore',
    {
      config: { access: { may: 'links.manage' } },
      schema: {
        tags,
        summary: 'Take a retired link into use again',
        params: codeParam,
        response: { 200: linkWithDays },
      },
    },
    async ({ ctx, params }) => changed(ctx, params.code, restoreLink(ctx, params.code)),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [linksApi];
