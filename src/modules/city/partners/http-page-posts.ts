import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { access } from './http-shapes.ts';
import { pageSheet } from './http-pages-shapes.ts';
import { acceptFile, openPageFile, removeFile } from './pages/answer-files.ts';
import {
  acceptNamed,
  confirmClaim,
  declineClaim,
  declineNamed,
  seeMessages,
  writeToPartner,
} from './pages/answer-posts.ts';
import { PAGE_TYPES } from './pages/leave-file.ts';
import { answerWords, pageMessage, refusalWords } from './pages/schema.ts';
import { getLink } from './pages/view-links.ts';

const tags = ['partners'];
const gone = { 204: z.null() };

function messages(api: Api): void {
  api.post(
    '/partner-links/:id/messages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write to a partner on their page; what they wrote so far is seen to',
        params: idParam,
        body: pageMessage,
        response: { 201: pageSheet },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await writeToPartner(ctx, params.id, body);
      return sendVersioned(reply.code(201), await getLink(ctx, params.id));
    },
  );
  api.post(
    '/partner-links/:id/mark-seen',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that what a partner wrote so far needs no answer',
        params: idParam,
        response: gone,
      },
    },
    async ({ ctx, params }, reply) => {
      await seeMessages(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function answers(api: Api, { storage }: Pick<Services, 'storage'>): void {
  const yes: Record<
    string,
    { does: (ctx: Ctx, id: number, input: { version: number; answer: string }) => Promise<unknown>; says: string }
  > = {
    'partner-files/:id/accept': { does: acceptFile, says: 'Keep a document that a partner left' },
    'partner-claims/:id/confirm': {
      does: confirmClaim,
      says: 'Confirm that a partner kept an obligation, as of today',
    },
  };
  const no: typeof yes = {
    'partner-files/:id/refuse': {
      does: async (ctx, id, input) => removeFile(ctx, storage, id, input),
      says: 'Remove a document from the disk, and say why',
    },
    'partner-claims/:id/refuse': { does: declineClaim, says: 'Say why an obligation is not kept yet' },
    'partner-named-persons/:id/refuse': { does: declineNamed, says: 'Do not take somebody in, and say why' },
  };
  for (const [path, { does, says }] of Object.entries(yes)) {
    api.post(
      `/${path}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, body: answerWords, response: gone },
      },
      async (request, reply) => {
        const { ctx, params, body } = request;
        await does(ctx, params.id, { ...body, version: expectedVersion(request) });
        return reply.code(204).send(null);
      },
    );
  }
  for (const [path, { does, says }] of Object.entries(no)) {
    api.post(
      `/${path}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, body: refusalWords, response: gone },
      },
      async (request, reply) => {
        const { ctx, params, body } = request;
        await does(ctx, params.id, { ...body, version: expectedVersion(request) });
        return reply.code(204).send(null);
      },
    );
  }
  api.post(
    '/partner-named-persons/:id/accept',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take somebody in whom a partner named',
        params: idParam,
        response: { 201: z.object({ personId: z.number() }) },
      },
    },
    async (request, reply) => {
      const personId = await acceptNamed(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(201).send({ personId });
    },
  );
  api.get(
    '/partner-files/:id/file',
    { config: { access, gives: PAGE_TYPES }, schema: { tags, summary: 'A document as it came', params: idParam } },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, stream } = await openPageFile(ctx, storage, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );
}

/** What partners left on their pages, for staff who answer it. */
export function pagePostRoutes(api: Api, services: Pick<Services, 'storage'>): void {
  messages(api);
  answers(api, services);
}
