import { z } from 'zod';
import { idParam, isoInstant, type ApiModule } from '#platform/http';
import { SPEAKER_ROLES } from '#modules/programs/client';
import { certificatePdf } from './certificates-pdf.ts';
import { CERTIFICATE_ROLES, LACKS } from './client.ts';
import { issueCertificates } from './issue-certificates.ts';
import { viewCertification } from './list-candidates.ts';
import { openBadge } from './open-badge.ts';
import { revokeCertificate } from './revoke-certificate.ts';
import { revocationInput } from './schema.ts';
import { verifyCertificate } from './verify-certificate.ts';

const byCode = z.object({ code: z.string().trim().min(1).max(40) });
const certificateSchema = z.object({
  code: z.string(),
  number: z.string(),
  name: z.string(),
  institution: z.string().describe('of a speaker: position and institution'),
  role: z.enum(CERTIFICATE_ROLES),
  program: z.string(),
  placeAndDays: z.string(),
  library: z.object({ name: z.string() }),
  jp: z.number().describe('lesson hours of 45 minutes'),
  issuedAt: isoInstant,
  revokedAt: isoInstant.nullable().describe('null = it holds'),
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
  certificate: z.object({ number: z.string(), code: z.string(), issuedAt: isoInstant }).nullable(),
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

/** Certificates of programmes: who can have one, issuing, checking, taking back. */
export const certificatesApi: ApiModule = (api, { config, secrets }) => {
  const tags = ['certificates'];

  api.get(
    '/certificates/:code',
    {
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
    { schema: { tags, summary: 'The certificate as Open Badges 3.0 credential (JSON Web Token)', params: byCode } },
    async (request, reply) => {
      const origin = `${request.protocol}://${request.host}`;
      const badge = await openBadge(request.ctx, secrets, request.params.code, { origin, ip: request.ip });
      return reply.type('application/vc+jwt').send(badge);
    },
  );
  api.get(
    '/certificates/:code/pdf',
    { schema: { tags, summary: 'The certificate as PDF, for its holder and for staff', params: byCode } },
    async (request, reply) => {
      const origin = `${request.protocol}://${request.host}`;
      const { fileName, body } = await certificatePdf(request.ctx, config, request.params.code, origin);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.post(
    '/certificates/:code/revocation',
    {
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
      schema: {
        tags,
        summary: 'Participants and speakers of a programme: what they lack for a certificate, or the one they have',
        params: idParam,
        response: { 200: z.object({ data: z.array(candidateSchema), speakers: z.array(speakerSchema) }) },
      },
    },
    async ({ ctx, params }) => {
      const { candidates, speakers } = await viewCertification(ctx, params.id);
      return {
        data: candidates,
        speakers: speakers.map(({ sessions, ...one }) => ({ ...one, sessions: sessions.length })),
      };
    },
  );
  api.post(
    '/programs/:id/certificates',
    {
      schema: {
        tags,
        summary:
          'Issue certificates to those who lack nothing and have none; to all, or to the enrolments and speakers named',
        params: idParam,
        body: z.object({
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
