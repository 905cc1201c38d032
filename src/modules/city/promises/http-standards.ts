import { z } from 'zod';
import { expectedVersion, idParam, isoInstant, listOf, sendVersioned, type Api } from '#platform/requests/http';
import { EDITION_STATES } from './client.ts';
import {
  addStandard,
  discardStandard,
  noteStandard,
  publishStandard,
  restoreStandard,
  retireStandard,
  writeStandard,
} from './edit-standards.ts';
import { signed } from './http-pledges.ts';
import { noteInput, partsShape, signatureInput, standardInput } from './schema.ts';
import {
  getStandard,
  listMeasures,
  listStandards,
  viewFormerPromises,
  viewPromises,
  viewStandard,
} from './view-promises.ts';

const tags = ['service-standards'];
const edition = z.object({
  id: z.number(),
  standardId: z.number(),
  edition: z.number(),
  name: z.string(),
  nameEn: z.string(),
  promise: z.string(),
  promiseEn: z.string(),
  measure: z.string().nullable().describe('null = it is not measured'),
  measureLimit: z.number().nullable(),
  target: z.number().nullable().describe('percent'),
  parts: partsShape.describe('the fourteen components of UU 25/2009 pasal 21'),
  state: z.enum(EDITION_STATES),
  ...signed,
  replacedAt: isoInstant.nullable(),
  version: z.number(),
});
const performance = z.object({
  standing: z.enum(['kept', 'nearly', 'missed', 'few', 'unmeasured']),
  percent: z.number().nullable().describe('one decimal, cut; null where too little happened or nothing is measured'),
  target: z.number().nullable(),
  n: z.number().nullable(),
  kept: z.number().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  what: z.string(),
  counted: z.string(),
  without: z.string(),
});
const standard = z.object({
  id: z.number(),
  place: z.number(),
  note: z.string(),
  noteEn: z.string(),
  retiredAt: isoInstant.nullable(),
  version: z.number(),
  published: edition.nullable(),
  draft: edition.nullable(),
  performance,
});

/** The standards of services, with how they are kept. */
export function standardRoutes(api: Api): void {
  ofEverybody(api);
  ofStaff(api);
  moves(api);
}

function ofEverybody(api: Api): void {
  api.get(
    '/service-standards',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What is promised of each service, and how that was kept in the last three whole months',
        response: { 200: listOf(standard) },
      },
    },
    async ({ ctx }) => ({ data: (await viewPromises(ctx)).standards, next: null }),
  );
  api.get(
    '/service-standards/:id',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One of them', params: idParam, response: { 200: standard } },
    },
    async ({ ctx, params }) => viewStandard(ctx, params.id),
  );
  api.get(
    '/former-service-standards',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Editions that were replaced, and the last ones of services that are no longer offered',
        response: { 200: listOf(edition) },
      },
    },
    async ({ ctx }) => ({ data: (await viewFormerPromises(ctx)).editions, next: null }),
  );
}

const access = { may: 'standards.manage', network: true } as const;

function ofStaff(api: Api): void {
  api.get(
    '/service-standard-drafts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'All services with what is being written of them, those that are no longer offered too',
        response: { 200: listOf(standard) },
      },
    },
    async ({ ctx }) => ({ data: await listStandards(ctx), next: null }),
  );
  api.get(
    '/promise-measures',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What can be measured beside a promise',
        response: {
          200: listOf(
            z.object({
              key: z.string(),
              label: z.string(),
              unit: z
                .enum(['hours', 'days', 'working_days'])
                .nullable()
                .describe('of measureLimit; null = it takes none'),
            }),
          ),
        },
      },
    },
    async ({ ctx }) => ({ data: await listMeasures(ctx), next: null }),
  );
  api.post(
    '/service-standards',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write the standard of a further service, as a draft',
        body: standardInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await addStandard(ctx, body) }),
  );
  api.put(
    '/service-standards/:id/draft',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write the edition that is to follow; If-Match "0" where none is being written',
        params: idParam,
        body: standardInput,
        response: { 200: standard },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await writeStandard(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getStandard(ctx, params.id));
    },
  );
  api.delete(
    '/service-standards/:id/draft',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Throw away the edition that is being written; If-Match is its version',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await discardStandard(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/service-standards/:id/draft/publish',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Publish it, signed, and measure it; If-Match is the version of the draft',
        params: idParam,
        body: signatureInput,
        response: { 200: standard },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await publishStandard(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getStandard(ctx, params.id));
    },
  );
}

function moves(api: Api): void {
  api.put(
    '/service-standards/:id/note',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say how the promise comes to be kept or not',
        params: idParam,
        body: noteInput,
        response: { 200: standard },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await noteStandard(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getStandard(ctx, params.id));
    },
  );
  api.post(
    '/service-standards/:id/retire',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Offer a service no longer; what was promised stays readable',
        params: idParam,
        response: { 200: standard },
      },
    },
    async (request, reply) => {
      await retireStandard(request.ctx, request.params.id, expectedVersion(request));
      return sendVersioned(reply, await getStandard(request.ctx, request.params.id));
    },
  );
  api.post(
    '/service-standards/:id/restore',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Offer it again', params: idParam, response: { 200: standard } },
    },
    async (request, reply) => {
      await restoreStandard(request.ctx, request.params.id, expectedVersion(request));
      return sendVersioned(reply, await getStandard(request.ctx, request.params.id));
    },
  );
}
