import { z } from 'zod';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type ApiModule,
} from '#platform/requests/http';
import {
  closeIncident,
  getIncident,
  incidentInput,
  listIncidents,
  markTold,
  recordIncident,
  updateDataIncident,
} from './data-incidents.ts';
import { incidentLetter } from './incident-letter.ts';
import { incidentAddressees, incidentData, incidentStatuses } from '../rules/incident.ts';

const body = incidentInput.extend({ happenedAt: isoInstant.nullable().optional(), foundAt: isoInstant });
const instant = isoInstant.nullable();
const incidentBody = z.object({
  id: z.number(),
  number: z.string(),
  status: z.enum(incidentStatuses),
  title: z.string(),
  happenedAt: instant,
  foundAt: isoInstant,
  dueAt: isoInstant.describe('3 × 24 hours after it was found'),
  dataKinds: z.array(z.enum(incidentData)),
  how: z.string(),
  measures: z.string(),
  people: z.number().nullable(),
  memberNumbers: z.array(z.string()),
  subjectsToldAt: instant,
  agencyToldAt: instant,
  publicToldAt: instant,
  closedAt: instant,
  closingNote: z.string().nullable(),
  createdAt: isoInstant,
  createdBy: z.string(),
  version: z.number(),
});

/** Failures of the protection of personal data. */
export const incidentsApi: ApiModule = (api, { config }) => {
  const tags = ['members'];
  api.get(
    '/data-incidents',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'What still has to be told first, by what is due first; then the newest',
        querystring: z.object(pageQuery),
        response: { 200: listOf(incidentBody) },
      },
    },
    async ({ ctx, query }) => listIncidents(ctx, query),
  );
  api.post(
    '/data-incidents',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Write down a failure of the protection of personal data',
        body,
        response: { 201: incidentBody },
      },
    },
    async ({ ctx, body: input }, reply) => {
      const { id } = await recordIncident(ctx, input);
      return sendVersioned(reply.code(201), await getIncident(ctx, id));
    },
  );
  api.get(
    '/data-incidents/:id',
    {
      config: { access: { may: 'members.privacy' } },
      schema: { tags, summary: 'One incident', params: idParam, response: { 200: incidentBody } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getIncident(ctx, params.id)),
  );
  api.put(
    '/data-incidents/:id',
    {
      config: { access: { may: 'members.privacy' }, ifMatch: true },
      schema: { tags, summary: 'What is known now', params: idParam, body, response: { 200: incidentBody } },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await updateDataIncident(ctx, params.id, expectedVersion(request), request.body);
      return sendVersioned(reply, await getIncident(ctx, params.id));
    },
  );
  api.post(
    '/data-incidents/:id/notices',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Write down that those affected, the agency or the public were told',
        params: idParam,
        body: z.object({ who: z.enum(incidentAddressees) }),
        response: { 200: incidentBody },
      },
    },
    async ({ ctx, params, body: { who } }, reply) => {
      await markTold(ctx, params.id, who);
      return sendVersioned(reply, await getIncident(ctx, params.id));
    },
  );
  api.post(
    '/data-incidents/:id/close',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'Nothing is left to do; refused before those affected and the agency were told',
        params: idParam,
        body: z.object({ note: z.string().max(1000) }),
        response: { 200: incidentBody },
      },
    },
    async ({ ctx, params, body: input }, reply) => {
      await closeIncident(ctx, params.id, input);
      return sendVersioned(reply, await getIncident(ctx, params.id));
    },
  );
  api.get(
    '/data-incidents/:id/letter',
    {
      config: { access: { may: 'members.privacy' } },
      schema: {
        tags,
        summary: 'The written notice as PDF',
        params: idParam,
        querystring: z.object({ to: z.enum(['subjects', 'agency']) }),
      },
    },
    async ({ ctx, params, query }, reply) => {
      const { fileName, body: pdf } = await incidentLetter(ctx, config, params.id, query.to);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(pdf));
    },
  );
};
