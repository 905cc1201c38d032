import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { id } from '#platform/requests/bounds';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { addDuty, assignDuty, finishDuty, removeDuty, reopenDuty } from './agreements/edit-duties.ts';
import { access, shownAgreement, wholeAgreement } from './http-shapes.ts';
import { dutyInput } from './schema.ts';

const tags = ['agreements'];
const gone = { 204: z.null() };

/** Obligations of both sides. */
export function dutyRoutes(api: Api): void {
  api.post(
    '/agreements/:id/duties',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add an obligation of a side to what is not signed',
        params: idParam,
        body: dutyInput,
        response: { 201: wholeAgreement },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addDuty(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownAgreement(ctx, params.id));
    },
  );
  api.delete(
    '/agreement-duties/:id',
    {
      config: { access },
      schema: { tags, summary: 'Take an obligation out of what is not signed', params: idParam, response: gone },
    },
    async ({ ctx, params }, reply) => {
      await removeDuty(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/agreement-duties/:id/hand-over',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say who sees to an obligation: an account of ours, or somebody of the partner',
        params: idParam,
        body: z.strictObject({ accountId: id.nullable().default(null), personId: id.nullable().default(null) }),
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await assignDuty(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  const settles: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    complete: { does: finishDuty, says: 'Say that an obligation is kept, as of today' },
    reopen: { does: reopenDuty, says: 'Take that back' },
  };
  for (const [name, { does, says }] of Object.entries(settles)) {
    api.post(
      `/agreement-duties/:id/${name}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: gone } },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return reply.code(204).send(null);
      },
    );
  }
}
