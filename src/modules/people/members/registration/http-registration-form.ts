import { z } from 'zod';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import type { ApiModule } from '#platform/requests/http';
import { confirmCode, openCodeWays, sendCode } from './confirm-contact.ts';
import { memberErrors } from '../errors.ts';
import {
  guardianInput,
  personInput,
  saveApplicant,
  saveApplicantGuardian,
  storedPerson,
  viewRegistration,
} from './registration-form.ts';
import { barePurposes } from '../rules/consent.ts';
import { codeWays, registrationStatuses } from '../rules/registration.ts';
import { registrationChallenge, submitRegistration } from './submit-registration.ts';
import { withHome } from '../with-home.ts';

const tokenHeader = z.object({ 'registration-token': z.string().min(1).max(200) });
const way = z.enum(codeWays);
const ownBody = z.object({
  number: z.string(),
  status: z.enum(registrationStatuses),
  person: storedPerson.nullable(),
  homeLibrary: libraryName,
  nikLast4: z.string().nullable(),
  needsGuardian: z.boolean(),
  /** How a code can be sent. */
  ways: z.array(way),
  /** How the last one was sent. */
  codeWay: way.nullable(),
  emailConfirmed: z.boolean(),
  phoneConfirmed: z.boolean(),
  reason: z.string().nullable(),
  /** The riddle (ALTCHA) of a form that is not sent yet. */
  challenge: z
    .object({
      algorithm: z.string(),
      challenge: z.string(),
      maxnumber: z.number().optional(),
      salt: z.string(),
      signature: z.string(),
    })
    .nullable(),
});

/** One's own registration, without signing in: the token of the first answer goes with every further request. */
export const registrationFormApi: ApiModule = (api, services) => {
  const tags = ['registration'];
  const { secrets } = services;
  api.post(
    '/registration',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Begin a registration, below 18 with a guardian; the answer holds its token, once',
        description: 'Whether somebody is a member already is said to nobody but librarians.',
        body: z.object({ person: personInput, guardian: guardianInput.optional() }),
        response: { 201: z.object({ token: z.string() }) },
      },
    },
    async (request, reply) => {
      const { person, guardian } = request.body;
      const made = await saveApplicant(request.ctx, secrets, { token: null, person, ip: request.ip });
      if (guardian) await saveApplicantGuardian(request.ctx, made.token, guardian);
      return reply.code(201).send(made);
    },
  );
  api.get(
    '/registration',
    {
      config: { access: { secret: 'the token of the registration' } },
      schema: { tags, summary: 'How it stands', headers: tokenHeader, response: { 200: ownBody } },
    },
    async (request) => {
      const token = request.headers['registration-token'];
      const own = await viewRegistration(request.ctx, token);
      if (!own) throw memberErrors.registrationGone();
      const challenge = await registrationChallenge(request.ctx, secrets, token);
      const named = await nameLibraries(request.ctx);
      return { ...withHome(own, named), ways: openCodeWays(own, services.mailer), challenge };
    },
  );
  api.post(
    '/registration/submit',
    {
      config: { access: { secret: 'the token of the registration' } },
      schema: {
        tags,
        summary: 'Send it, with what is allowed, the solved riddle, and where the code is to go',
        headers: tokenHeader,
        body: z.object({
          agreed: z.literal(true),
          purposes: z.array(z.enum(barePurposes)).max(barePurposes.length).default([]),
          proof: z.string().max(2000).default(''),
          way: z.enum([...codeWays, 'none']).optional(),
          heardFrom: z
            .enum(HEARD_FROM)
            .optional()
            .describe('from where they know of the library: counted, kept beside nobody'),
        }),
        response: { 200: z.object({ number: z.string() }) },
      },
    },
    async (request) =>
      submitRegistration(request.ctx, services, {
        ...request.body,
        token: request.headers['registration-token'],
        ip: request.ip,
      }),
  );
  api.post(
    '/registration/send-code',
    {
      config: { access: { secret: 'the token of the registration' } },
      schema: {
        tags,
        summary: 'Send a new code by e-mail or to the telephone; the older one ends',
        headers: tokenHeader,
        body: z.object({ way }),
        response: { 202: z.object({ sent: z.boolean() }) },
      },
    },
    async (request, reply) => {
      const token = request.headers['registration-token'];
      const sent = await sendCode(request.ctx, services, { token, way: request.body.way, ip: request.ip });
      return reply.code(202).send(sent);
    },
  );
  api.post(
    '/registration/confirm-code',
    {
      config: { access: { secret: 'the token of the registration' } },
      schema: {
        tags,
        summary: 'Confirm the mailbox or the telephone by the code',
        headers: tokenHeader,
        body: z.object({ code: z.string().max(20) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await confirmCode(request.ctx, secrets, request.headers['registration-token'], request.body.code);
      return reply.code(204).send(null);
    },
  );
};
