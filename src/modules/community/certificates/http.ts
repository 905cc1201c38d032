import { z } from 'zod';
import { idParam, isoInstant, listOf, type Api, type ApiModule } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { originOf } from '#platform/requests/site-origin';
import { SPEAKER_ROLES } from '#modules/community/programs/client';
import { certificatePdf } from './certificates-pdf.ts';
import { CERTIFICATE_ROLES, LACKS } from './client.ts';
import { ruleRoutes } from './http-rule.ts';
import { issueCertificates } from './issue-certificates.ts';
import { viewCertification } from './list-candidates.ts';
import { openBadge } from './open-badge.ts';
import { revokeCertificate } from './revoke-certificate.ts';
import { revocationInput } from './schema.ts';
import { certificateKey, certificateKeys } from './sign-credential.ts';
import { statusList } from './status-list.ts';
import { verifyCertificate } from './verify-certificate.ts';

const byCode = z.object({ code: z.string().trim().min(1).max(40) });
const certificateSchema = z.object({
  code: z.string(),
  number: z.string(),
  name: z.string().describe('empty: it stands on the paper alone'),
  institution: z.string().describe('of a speaker: position and institution'),
  role: z.enum(CERTIFICATE_ROLES),
  program: z.string(),
  placeAndDays: z.string(),
  library: z.object({ name: z.string() }),
  jp: z.number().describe('lesson hours of 45 minutes'),
  servedMinutes: z.number().nullable().describe('of a volunteer: how long they helped'),
  issuedAt: isoInstant,
  revokedAt: isoInstant.nullable().describe('null = it holds'),
});
const issuedSchema = z.object({
  number: z.string(),
  code: z.string().nullable().describe('null = of a member whom this desk does not serve'),
  issuedAt: isoInstant,
});
const candidateSchema = z.object({
  enrolmentId: z.number(),
  name: z.string(),
  institution: z.string(),
  facts: z.object({
    attendance: z.number().describe('percent of the lesson hours'),
    tests: z.number(),
    testsAnswered: z.number(),
    plan: z.boolean(),
  }),
  lacks: z.array(z.enum(LACKS)).describe('empty = can be issued'),
  certificate: issuedSchema.nullable(),
});
const doubtSchema = z.object({
  name: z.string(),
  certificate: issuedSchema,
  why: z.enum(['attendance', 'seat']).describe('attendance was taken back, or they have no seat any more'),
  attendance: z.number().nullable().describe('percent of the lesson hours, now; null = they have no seat'),
  minAttendance: z.number().describe('what was asked for when it was issued'),
});

const speakerSchema = z.object({
  speakerId: z.number(),
  name: z.string(),
  title: z.string().describe('position and institution'),
  role: z.enum(SPEAKER_ROLES),
  sessions: z.number().describe('given by them; 0 = no certificate can be issued'),
  jp: z.number(),
  certificate: z.object({ number: z.string(), code: z.string(), issuedAt: isoInstant }).nullable(),
});

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

/** Certificates of programmes: who can have one, issuing, checking, taking back. */
const certificatesApi: ApiModule = (api, { config, secrets }) => {
  const tags = ['certificates'];

  api.get(
    '/certificates/:code',
    {
      config: { access: { secret: 'the code of the certificate' } },
      schema: {
        tags,
        summary: 'Is this certificate genuine? Anybody who has its code may ask',
        params: byCode,
        response: { 200: certificateSchema },
      },
    },
    async ({ ctx, params, ip }) => verifyCertificate(ctx, params.code, ip),
  );
  api.get(
    '/certificates/:code/credential',
    {
      config: { access: { secret: 'the code of the certificate' } },
      schema: { tags, summary: 'The certificate as Open Badges 3.0 credential (JSON Web Token)', params: byCode },
    },
    async (request, reply) => {
      // the issuer is always the same, by whatever name somebody reached us
      const about = { origin: config.publicUrl, ip: request.ip };
      const badge = await openBadge(request.ctx, secrets, request.params.code, about);
      return reply.type('application/vc+jwt').send(badge);
    },
  );
  publishingRoutes(api, { config, secrets });
  ruleRoutes(api);
  api.get(
    '/certificates/:code/pdf',
    {
      config: { access: { may: 'programs.manage', orMember: true } },
      schema: { tags, summary: 'The certificate as PDF, for its holder and for staff', params: byCode },
    },
    async (request, reply) => {
      const origin = originOf(config, request);
      const { fileName, body } = await certificatePdf(request.ctx, config, request.params.code, origin);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.post(
    '/certificates/:code/revoke',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Take a certificate back: whoever checks it is told',
        params: byCode,
        body: revocationInput,
        response: { 200: certificateSchema },
      },
    },
    async ({ ctx, params, body, ip }) => {
      await revokeCertificate(ctx, params.code, body);
      return verifyCertificate(ctx, params.code, ip);
    },
  );
  api.get(
    '/programs/:id/certificates',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Participants and speakers of a programme: what they lack for a certificate, or the one they have',
        params: idParam,
        response: {
          200: listOf(candidateSchema).extend({
            speakers: z.array(speakerSchema),
            doubts: z
              .array(doubtSchema)
              .describe('certificates that hold though what they stand on was taken back: for a person to decide'),
          }),
        },
      },
    },
    async ({ ctx, params }) => {
      const { candidates, speakers, doubts } = await viewCertification(ctx, params.id);
      return {
        data: candidates,
        next: null,
        doubts,
        speakers: speakers.map(({ sessions, ...one }) => ({ ...one, sessions: sessions.length })),
      };
    },
  );
  api.post(
    '/programs/:id/certificates',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary:
          'Issue certificates to those who lack nothing and have none; to all, or to the enrolments and speakers named',
        params: idParam,
        body: z.strictObject({
          enrolmentIds: z.array(z.int().positive()).max(1000).optional(),
          speakerIds: z.array(z.int().positive()).max(100).optional(),
        }),
        response: { 201: z.object({ issued: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({
        issued: await issueCertificates(ctx, params.id, (body.enrolmentIds ?? body.speakerIds) ? body : 'all'),
      }),
  );
};

/** What whoever checks a credential needs, without asking us about a person. */
function publishingRoutes(api: Api, { config, secrets }: Pick<Services, 'config' | 'secrets'>): void {
  const tags = ['certificates'];
  api.get(
    '/certificates/keys',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The public keys with which certificates are signed (JWK Set)',
        response: { 200: z.object({ keys: z.array(jwkSchema) }) },
      },
    },
    async () => Promise.resolve(certificateKeys(secrets)),
  );
  api.get(
    '/certificates/keys/:kid',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'One of them, to which the header of a credential points',
        params: z.object({ kid: z.string().max(60) }),
        response: { 200: jwkSchema },
      },
    },
    async ({ params }) => Promise.resolve(certificateKey(secrets, params.kid)),
  );
  api.get(
    '/certificates/status/:list',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Which certificates were taken back: a Bitstring Status List (JSON Web Token)',
        params: z.object({ list: z.coerce.number().int().min(1).max(1_000_000) }),
      },
    },
    async ({ ctx, params }, reply) => {
      const list = await statusList(ctx, secrets, params.list, config.publicUrl);
      return reply.type('application/vc+jwt').send(list);
    },
  );
}

/** Its routes. */
export const api: readonly ApiModule[] = [certificatesApi];
