import { z } from 'zod';
import { expectedVersion, idParam, listOf, type Api } from '#platform/requests/http';
import { pinSchema } from './http-shapes.ts';
import { addPupils } from './roster/add-pupils.ts';
import { noteAllConsents, noteConsent, withdrawConsent } from './roster/note-consent.ts';
import { resetPupilPin } from './roster/reset-pin.ts';
import { takeOutPupil } from './roster/take-out-pupil.ts';
import { rosterInput } from './schema.ts';

const tags = ['classes'];
const access = { may: 'courses.teach' } as const;
const none = { 204: z.null() };

/** Pupils of classes, for the teachers of those. */
export function pupilRoutes(api: Api): void {
  api.post(
    '/classes/:id/pupils',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take the names of a roster into a class; the PINs are told this once',
        params: idParam,
        body: rosterInput,
        response: { 201: listOf(pinSchema) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ data: await addPupils(ctx, params.id, body), next: null }),
  );
  api.post(
    '/classes/:id/consents',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Note that parents or guardians allow it, of all pupils of whom it was not noted yet',
        params: idParam,
        response: { 200: z.object({ pupils: z.number().describe('of how many it was noted') }) },
      },
    },
    async (request) => ({
      pupils: await noteAllConsents(request.ctx, request.params.id, expectedVersion(request)),
    }),
  );
  const acts = {
    consents: { does: noteConsent, says: 'Note that a parent or guardian allows a pupil to learn here' },
    'withdraw-consent': { does: withdrawConsent, says: 'Note that they allow it no more' },
  };
  for (const [name, { does, says }] of Object.entries(acts)) {
    api.post(
      `/class-pupils/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: none },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return reply.code(204).send(null);
      },
    );
  }
  api.post(
    '/class-pupils/:id/reset-pin',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Give a pupil a new PIN, told this once; the old one opens nothing',
        params: idParam,
        response: { 200: pinSchema },
      },
    },
    async ({ ctx, params }) => resetPupilPin(ctx, params.id),
  );
  api.delete(
    '/class-pupils/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a pupil out, with all that they answered', params: idParam, response: none },
    },
    async (request, reply) => {
      await takeOutPupil(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
