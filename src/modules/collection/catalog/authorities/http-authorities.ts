import { z } from 'zod';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import { AUTHORITY_KINDS } from '../client.ts';
import { authorityBody, authorityLineBody } from '../http-shapes.ts';
import { getAuthority, listAuthorities } from './list-authorities.ts';
import { mergeAuthorities } from './merge-authorities.ts';
import { createAuthority, updateAuthority } from './save-authority.ts';
import { authorityInput, updateAuthorityInput } from '../schema.ts';

/** `/authorities`. */
export function authorityRoutes(api: Api): void {
  const tags = ['authorities'];
  api.get(
    '/authorities',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Headings in alphabetical order; `q` is looked for in headings and in forms that are not used',
        querystring: z.object({
          ...pageQuery,
          q: z.string().max(200).optional(),
          kind: z.enum(AUTHORITY_KINDS).optional(),
        }),
        response: { 200: listOf(authorityLineBody) },
      },
    },
    async (request) => listAuthorities(request.ctx, request.query),
  );
  api.post(
    '/authorities',
    {
      config: { access: { may: 'authorities.edit' } },
      schema: { tags, summary: 'Add a heading', body: authorityInput, response: { 201: authorityBody } },
    },
    async (request, reply) => {
      const authority = await createAuthority(request.ctx, request.body);
      void reply.code(201);
      return sendVersioned(reply, authority);
    },
  );
  api.get(
    '/authorities/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One heading', params: idParam, response: { 200: authorityBody } },
    },
    async (request, reply) => sendVersioned(reply, await getAuthority(request.ctx, request.params.id)),
  );
  api.put(
    '/authorities/:id',
    {
      config: { access: { may: 'authorities.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a heading and its forms; records that use it follow. Wants If-Match',
        params: idParam,
        body: updateAuthorityInput.omit({ id: true, version: true }),
        response: { 200: authorityBody.extend({ rewritten: z.number() }) },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, id: request.params.id, version: expectedVersion(request) };
      const { authority, rewritten } = await updateAuthority(request.ctx, input);
      return sendVersioned(reply, { ...authority, rewritten });
    },
  );
  api.post(
    '/authorities/:id/merge',
    {
      config: { access: { may: 'authorities.edit' } },
      schema: {
        tags,
        summary: 'Merge another heading into this one; its records follow',
        params: idParam,
        body: z.object({ fromId: z.number().int().positive() }),
        response: { 200: z.object({ rewritten: z.number() }) },
      },
    },
    async (request) => mergeAuthorities(request.ctx, { fromId: request.body.fromId, intoId: request.params.id }),
  );
}
