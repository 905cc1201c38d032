import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { listIncidents } from './incidents/list-incidents.ts';
import { noteIncident } from './incidents/note-incident.ts';
import { settleIncident } from './incidents/settle-incident.ts';
import { declinePaper, issuePaper } from './papers/issue-paper.ts';
import { takeBackPaper } from './papers/take-back-paper.ts';
import { countPaperHours, listPapers } from './papers/view-papers.ts';
import { hoursOfPartner } from './people/hours-of-partner.ts';
import { INCIDENT_KINDS } from './rules/terms.ts';
import { declineInput, incidentInput, outcomeInput, periodInput, takeBackInput } from './schema.ts';

const tags = ['volunteers'];
const access = { may: 'volunteers.manage' } as const;
const done = { 204: z.null() };

function ofPapers(api: Api): void {
  const paper = z.object({
    fromOn: day,
    untilOn: day,
    minutes: z.number(),
    code: z.string().describe('it is checked by'),
    number: z.string(),
    issuedAt: isoInstant,
    revokedAt: isoInstant.nullable().describe('null: it holds'),
  });
  api.get(
    '/volunteers/:id/certificates',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Certificates of hours of a volunteer, the newest first',
        params: idParam,
        response: { 200: listOf(paper) },
      },
    },
    async ({ ctx, params }) => ({ data: (await listPapers(ctx, params.id)).papers, next: null }),
  );
  api.get(
    '/volunteers/:id/certificate-hours',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What a volunteer did in a period that is over, by tasks',
        params: idParam,
        querystring: z.object({ fromOn: day, untilOn: day }),
        response: {
          200: z.object({
            minutes: z.number(),
            byRuleMinutes: z.number().describe('of these: nobody noted when they left'),
            work: z.array(z.object({ title: z.string(), shifts: z.number(), minutes: z.number() })),
          }),
        },
      },
    },
    async ({ ctx, params, query }) => (await countPaperHours(ctx, params.id, query)).hours,
  );
  api.post(
    '/volunteers/:id/certificates',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Issue a certificate of hours over a period that is over; no hour stands on two',
        params: idParam,
        body: periodInput,
        response: { 201: z.object({ code: z.string() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await issuePaper(ctx, params.id, body)),
  );
  api.post(
    '/volunteers/:id/refuse-certificate',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Decline the certificate that a volunteer asked for, with words',
        params: idParam,
        body: declineInput,
        response: done,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await declinePaper(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/volunteers/:id/certificates/:code/revoke',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a certificate of hours back: whoever checks it is told, and its days can stand on another',
        params: idParam.extend({ code: z.string().max(40) }),
        body: takeBackInput,
        response: done,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await takeBackPaper(ctx, params.id, { code: params.code, ...body });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/partners/:id/volunteer-hours',
    {
      config: { access: { may: 'partners.manage' } },
      schema: {
        tags,
        summary: 'How many volunteer for a partner, and how many of theirs came and how long in a period',
        params: idParam,
        querystring: z.object({ from: day, until: day }),
        response: { 200: z.object({ active: z.number(), people: z.number(), minutes: z.number() }) },
      },
    },
    async ({ ctx, params, query }) => hoursOfPartner(ctx, params.id, query),
  );
}

function ofIncidents(api: Api): void {
  const incident = z.object({
    id: z.number(),
    kind: z.enum(INCIDENT_KINDS),
    onDay: day,
    text: z.string(),
    notedAt: isoInstant,
    notedBy: z.string(),
    closedAt: isoInstant.nullable().describe('null: it is open, or praise'),
    closedBy: z.string(),
    outcome: z.string(),
  });
  api.get(
    '/volunteers/:id/incidents',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What was noted of a volunteer in confidence, the newest first',
        params: idParam,
        response: { 200: listOf(incident) },
      },
    },
    async ({ ctx, params }) => ({ data: (await listIncidents(ctx, params.id)).incidents, next: null }),
  );
  api.post(
    '/volunteers/:id/incidents',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Note something that happened, or praise; while an incident is open there is no work with children',
        params: idParam,
        body: incidentInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await noteIncident(ctx, params.id, body) }),
  );
  api.post(
    '/volunteer-incidents/:id/settle',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Settle an incident with what came of it',
        params: idParam,
        body: outcomeInput,
        response: done,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await settleIncident(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
}

/** Certificates of hours, notes in confidence, and what volunteers give for their partner. */
export function papersApi(api: Api): void {
  ofPapers(api);
  ofIncidents(api);
}
