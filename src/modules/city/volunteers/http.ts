import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { day, idText } from '#platform/requests/bounds';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { scanVolunteer } from './door/scan.ts';
import { newsApi } from './http-news.ts';
import { ownApi } from './http-own.ts';
import { papersApi } from './http-papers.ts';
import { placesApi } from './http-places.ts';
import { workApi } from './http-work.ts';
import { answerOffer } from './people/answer-offer.ts';
import { removeVolunteer } from './people/forget.ts';
import { getVolunteer, listVolunteers } from './people/list-volunteers.ts';
import { noteCheck, noteGuardian } from './people/note-check.ts';
import { takeBackCheck } from './people/take-back-check.ts';
import { tiePartner } from './people/tie-partner.ts';
import { CHECK_KINDS, SKILLS, VOLUNTEER_STATES } from './rules/terms.ts';
import { answerInput, checkInput, guardianInput, partnerTieInput, takeBackInput } from './schema.ts';

const tags = ['volunteers'];
const access = { may: 'volunteers.manage' } as const;
const library = libraryName;
const skills = z.array(z.enum(SKILLS));
const volunteer = z.object({
  id: z.number(),
  library,
  name: z.string().describe('empty: forgotten'),
  contact: z.string(),
  birthYear: z.number().nullable(),
  skills,
  ownWords: z.string(),
  days: z.array(z.number()).describe('1 = Monday'),
  state: z.enum(VOLUNTEER_STATES),
  guardianConsentOn: day.nullable(),
  checks: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(CHECK_KINDS),
      notedOn: day,
      notedBy: z.string(),
      untilOn: day.nullable(),
    }),
  ),
  takenBack: z.array(z.object({ kind: z.enum(CHECK_KINDS), on: day, by: z.string(), reason: z.string() })),
  groupWords: z.string().describe('with which group they come, in their words'),
  partner: z.object({ id: z.number(), name: z.string() }).nullable().describe('whose volunteer they are'),
  offeredAt: isoInstant,
  answerBy: day.describe('by when it is answered'),
  answer: z.string(),
  version: z.number(),
});
const whole = volunteer.extend({ months: z.array(z.object({ month: z.string(), minutes: z.number() })) });
function ofPeople(api: Api): void {
  api.get(
    '/volunteers',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Volunteers of a state, the newest first',
        querystring: z.object({
          state: z.enum(VOLUNTEER_STATES).default('active'),
          library: libraryRef.optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(volunteer) },
      },
    },
    async ({ ctx, query: { state, library: code, ...page } }) =>
      listVolunteers(ctx, { state, libraryId: (await resolveLibraryId(ctx, code)) ?? undefined }, page),
  );
  api.get(
    '/volunteers/:id',
    {
      config: { access },
      schema: { tags, summary: 'One of them with their hours by months', params: idParam, response: { 200: whole } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getVolunteer(ctx, params.id)),
  );
  api.delete(
    '/volunteers/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'End their shifts to come and forget who it was; hours stay without a name',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeVolunteer(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  const changed = { tags, params: idParam, response: { 200: whole } };
  api.post(
    '/volunteers/:id/answer',
    {
      config: { access, ifMatch: true },
      schema: { ...changed, summary: 'Accept or decline an offer, with words', body: answerInput },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await answerOffer(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getVolunteer(ctx, params.id));
    },
  );
  api.post(
    '/volunteers/:id/checks',
    {
      config: { access, ifMatch: true },
      schema: { ...changed, summary: 'Note that something was seen, and until when it holds', body: checkInput },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await noteCheck(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getVolunteer(ctx, params.id));
    },
  );
  api.post(
    '/volunteers/:id/checks/:check/revoke',
    {
      config: { access, ifMatch: true },
      schema: {
        ...changed,
        summary: 'Take a check back; places to come that ask for it go to who waits',
        params: idParam.extend({ check: idText }),
        body: takeBackInput,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await takeBackCheck(ctx, params.id, { ...body, checkId: params.check, version: expectedVersion(request) });
      return sendVersioned(reply, await getVolunteer(ctx, params.id));
    },
  );
  api.put(
    '/volunteers/:id/partner',
    {
      config: { access, ifMatch: true },
      schema: {
        ...changed,
        summary: 'Say whose volunteer they are, or that they come by themselves',
        body: partnerTieInput,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await tiePartner(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getVolunteer(ctx, params.id));
    },
  );
  api.post(
    '/volunteers/:id/guardian-consents',
    {
      config: { access, ifMatch: true },
      schema: { ...changed, summary: 'Note that a guardian has agreed', body: guardianInput },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await noteGuardian(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getVolunteer(ctx, params.id));
    },
  );
  api.post(
    '/volunteers/scans',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A volunteer comes or leaves: their code or card is read at the door of a library',
        body: z.object({ library: libraryRef, code: z.string().min(1).max(300) }),
        response: { 200: z.object({ name: z.string(), what: z.enum(['came', 'left', 'again']) }) },
      },
    },
    async ({ ctx, body }) =>
      scanVolunteer(ctx, { libraryId: (await resolveLibrary(ctx, body.library)).id, code: body.code }),
  );
}

/** Volunteers, what they do and when. */
const volunteersApi: ApiModule = (api, services) => {
  ofPeople(api);
  workApi(api);
  ownApi(api);
  placesApi(api);
  papersApi(api);
  newsApi(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [volunteersApi];
