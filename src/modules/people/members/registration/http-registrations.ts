import { z } from 'zod';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import { isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import {
  approveInput,
  approveRegistration,
  getRegistration,
  listRegistrations,
  rejectRegistration,
} from './decide-registration.ts';
import { storedPerson } from './registration-form.ts';
import { nikMismatches } from '../rules/nik.ts';
import { codeWays, registrationStatuses } from '../rules/registration.ts';
import { withHome } from '../with-home.ts';

const lineBody = z.object({
  number: z.string(),
  fullName: z.string(),
  homeLibrary: libraryName,
  category: z.string(),
  submittedAt: isoInstant,
  confirmed: z.boolean(),
  emailConfirmed: z.boolean(),
  phoneConfirmed: z.boolean(),
});
const wholeBody = lineBody.extend({
  status: z.enum(registrationStatuses),
  person: storedPerson.nullable(),
  nikLast4: z.string().nullable(),
  nikMismatch: z.array(z.enum(nikMismatches)),
  purposes: z.array(z.string()),
  needsGuardian: z.boolean(),
  duplicates: z.array(z.object({ number: z.string(), name: z.string(), byNik: z.boolean() })),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  memberNumber: z.string().nullable(),
});
const byNumber = z.object({ number: z.string().min(1).max(20) });

/** Registrations from the web that wait for a librarian. */
export const registrationsApi: ApiModule = (api, services) => {
  const tags = ['members'];
  const { secrets } = services;
  api.get(
    '/registrations',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Who registered in the web and waits; all=true also those whom nothing has confirmed',
        querystring: z.object({ ...pageQuery, all: z.stringbool().optional() }),
        response: { 200: listOf(lineBody) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listRegistrations(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map((row) => withHome(row, named)), next };
    },
  );
  api.get(
    '/registrations/:number',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'One registration, with who may be the same person',
        params: byNumber,
        response: { 200: wholeBody },
      },
    },
    async ({ ctx, params }) => {
      const found = await getRegistration(ctx, secrets, params.number);
      return withHome(found, await nameLibraries(ctx));
    },
  );
  api.post(
    '/registrations/:number/approve',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'The applicant was seen: becomes a member; the PIN is shown this once',
        params: byNumber,
        body: approveInput,
        response: { 201: z.object({ number: z.string(), pin: z.string() }) },
      },
    },
    async (request, reply) => {
      const made = await approveRegistration(request.ctx, secrets, request.params.number, request.body);
      return reply.code(201).send(made);
    },
  );
  api.post(
    '/registrations/:number/reject',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Turn a registration down, with a reason that the applicant is told by mail or telephone',
        params: byNumber,
        body: z.object({ reason: z.string().max(300) }),
        response: { 200: z.object({ told: z.enum(codeWays).nullable() }) },
      },
    },
    async (request) => rejectRegistration(request.ctx, services, request.params.number, request.body),
  );
};
