import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { LETTER_KINDS } from './client.ts';
import { issueClearance } from './issue-clearance.ts';
import { askWarnings } from './ask-warnings.ts';
import { issueWarning } from './issue-warnings.ts';
import { lettersPdf } from './letters-pdf.ts';
import { revokeLetter } from './revoke-letter.ts';
import { clearanceInput, revocationInput } from './schema.ts';
import { getLetter, listLetters, verifyLetter } from './view-letters.ts';
import { letterErrors } from './errors.ts';

const letterSchema = z.object({
  id: z.number(),
  kind: z.enum(LETTER_KINDS),
  level: z.number().nullable().describe('warnings: first, second, third'),
  number: z.string(),
  code: z.string(),
  memberNumber: z
    .string()
    .nullable()
    .describe('null = a letter of thanks or a receipt, to somebody who need not be a member'),
  library: libraryName,
  issuedAt: isoInstant,
  issuedBy: z.string(),
  revoked: z.object({ at: isoInstant, by: z.string(), reason: z.string() }).nullable(),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });
const code = z.string().trim().min(1).max(40);

/** Clearance letters (bebas pustaka) and warnings. */
const lettersApi: ApiModule = (api, { config, heavy }) => {
  const tags = ['letters'];

  api.get(
    '/letters',
    {
      config: { access: { may: 'letters.issue' } },
      schema: {
        tags,
        summary: 'Letters as issued, newest first',
        querystring: z.object({ library: libraryRef.optional(), memberNumber: code.optional(), ...pageQuery }),
        response: { 200: listOf(letterSchema) },
      },
    },
    async ({ ctx, query: { library, memberNumber, cursor, limit } }) =>
      listLetters(ctx, {
        libraryId: library === undefined ? null : (await resolveLibrary(ctx, library)).id,
        limit,
        ...(memberNumber !== undefined && { memberNumber }),
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.get(
    '/letters/:id/pdf',
    { config: { access: { may: 'letters.issue' } }, schema: { tags, summary: 'A letter as PDF', params: idParam } },
    async (request, reply) => {
      const origin = originOf(config, request);
      const { fileName, body } = await lettersPdf(request.ctx, config, [request.params.id], origin);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.post(
    '/members/:number/clearance-letters',
    {
      config: { access: { may: 'letters.issue' } },
      schema: {
        tags,
        summary: 'Issue the letter that a member is free of loans and charges; refused while anything is open',
        params: byNumber,
        body: clearanceInput.extend({ library: libraryRef.optional() }),
        response: { 201: letterSchema },
      },
    },
    async ({ ctx, params, body: { library, ...input } }, reply) => {
      const libraryId = library === undefined ? ctx.libraryId : (await resolveLibrary(ctx, library)).id;
      return reply
        .code(201)
        .send(await getLetter(ctx, await issueClearance(ctx, params.number, { ...input, libraryId })));
    },
  );
  api.post(
    '/members/:number/warning-letters',
    {
      config: { access: { may: 'letters.issue' } },
      schema: {
        tags,
        summary: 'Issue the next warning (1, 2, 3) for what is overdue at a library',
        params: byNumber,
        body: z.object({ library: libraryRef }),
        response: { 201: letterSchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      return reply.code(201).send(await getLetter(ctx, await issueWarning(ctx, params.number, libraryId)));
    },
  );
  api.post(
    '/warning-letters',
    {
      config: { access: { may: 'letters.issue' } },
      schema: {
        tags,
        summary: 'Issue the next warning to everybody with something overdue at a library',
        body: z.object({ library: libraryRef }),
        response: {
          201: z.object({
            ids: z.array(z.number()),
            leftOut: z.number().describe('warned a short time ago, or three times'),
            failed: z.number(),
          }),
        },
      },
    },
    async ({ ctx, body }, reply) =>
      reply.code(201).send(await askWarnings(ctx, heavy, (await resolveLibrary(ctx, body.library)).id)),
  );
  api.post(
    '/letters/:id/revoke',
    {
      config: { access: { may: 'letters.issue' } },
      schema: {
        tags,
        summary: 'Take a letter back: its public page says so',
        params: idParam,
        body: revocationInput,
        response: { 200: letterSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await revokeLetter(ctx, params.id, body);
      return getLetter(ctx, params.id);
    },
  );
  api.get(
    '/verifications/:code',
    {
      config: { access: { secret: 'the code on the letter' } },
      schema: {
        tags,
        summary: 'Is this letter genuine? Anybody may ask; of the person only initials are said',
        params: z.object({ code }),
        response: {
          200: z.object({
            kind: z.enum(LETTER_KINDS),
            number: z.string(),
            library: libraryName,
            issuedAt: isoInstant,
            initials: z.string(),
            revokedAt: isoInstant.nullable(),
          }),
        },
      },
    },
    async ({ ctx, params, ip }) => {
      const verified = await verifyLetter(ctx, params.code, ip);
      if (!verified) throw letterErrors.notFound();
      return verified;
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [lettersApi];
