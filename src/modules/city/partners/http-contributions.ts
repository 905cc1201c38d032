import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { id, idText } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import type { Services } from '#platform/services';
import {
  CONTRIBUTION_KINDS,
  CONTRIBUTION_STATES,
  CONTRIBUTION_UNITS,
  VALUE_RULES,
  type Contribution,
} from './client.ts';
import {
  contributionLetterPdf,
  issueContributionReceipt,
  thankForContribution,
} from './contributions/issue-letters.ts';
import { receiveContribution, restoreContribution, voidContribution } from './contributions/move-contribution.ts';
import { changeContribution, noteContribution } from './contributions/save-contribution.ts';
import { contributionShape, NOTED_STATES, receiptDays, voidInput } from './contributions/schema.ts';
import { getContribution, listContributions } from './contributions/view-contributions.ts';
import { access } from './http-shapes.ts';

const tags = ['contributions'];
const letter = z
  .object({ letterId: z.number(), number: z.string(), isRevoked: z.boolean() })
  .nullable()
  .describe('one that was taken back can be issued anew');
const contributionSchema = z.object({
  id: z.number(),
  partnerId: z.number(),
  partner: z.string().describe('empty of a person who is forgotten'),
  library: libraryName.describe('to which it went'),
  kind: z.enum(CONTRIBUTION_KINDS),
  fromOn: z.string(),
  untilOn: z.string(),
  what: z.string(),
  whatEn: z.string(),
  quantity: z.number().nullable().describe('of a gift the copies that are kept, of a session its hours'),
  unit: z.enum(CONTRIBUTION_UNITS).nullable(),
  valuedBy: z
    .enum(VALUE_RULES)
    .describe('own: as the giver says; market: what it costs elsewhere, with the source; none: not valued'),
  value: z.number().nullable().describe('rupiah'),
  valueBasis: z.string(),
  state: z.enum(CONTRIBUTION_STATES),
  voidReason: z.string(),
  donationId: z.number().nullable(),
  donationNumber: z.string().nullable(),
  programId: z.number().nullable(),
  program: z.string().nullable(),
  sessionId: z.number().nullable(),
  session: z.string().nullable(),
  speakerId: z.number().nullable(),
  speaker: z.string().nullable(),
  loans: z.number().nullable().describe('of the copies that were given; null = it is no gift'),
  people: z.number().nullable().describe('who came to the session; null = there is none'),
  evidence: z.string(),
  receipt: letter,
  thanks: letter,
  thankedBy: z.enum(['letter', 'gift']).nullable().describe('gift: by the letter of the gift of books'),
  thanksAtGift: z.boolean().describe('it is a gift of books, which is thanked for with its titles'),
  receivedAt: isoInstant.nullable(),
  receivedBy: z.string(),
  createdAt: isoInstant,
  createdBy: z.string(),
  version: z.number(),
});
const whole = { 200: contributionSchema };
const made = { 201: contributionSchema };

async function shown(ctx: Ctx, contributionId: number): Promise<z.output<typeof contributionSchema>> {
  return namedBy(await nameLibraries(ctx), await getContribution(ctx, contributionId));
}
const namedBy = (libraryOf: Awaited<ReturnType<typeof nameLibraries>>, { libraryId, ...rest }: Contribution) => ({
  ...rest,
  library: libraryOf(libraryId),
});

// what goes together is looked at by the use case, after the library is known by its id
const bodySchema = contributionShape.omit({ libraryId: true }).extend({ library: libraryRef });
const read = async (ctx: Ctx, { library, ...input }: z.output<typeof bodySchema>) => ({
  ...input,
  libraryId: (await resolveLibrary(ctx, library)).id,
});

function listing(api: Api): void {
  api.get(
    '/contributions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What partners gave or promised to libraries, the latest first',
        querystring: z.object({
          ...pageQuery,
          state: z.enum(CONTRIBUTION_STATES).default('received'),
          partnerId: idText.optional(),
          library: libraryRef.optional(),
          kind: z.enum(CONTRIBUTION_KINDS).optional(),
          year: z.coerce.number().int().min(1900).max(2200).optional().describe('those that began in it'),
          thanks: z.enum(['any', 'missing']).default('any').describe('missing: only what came and was not thanked for'),
        }),
        response: { 200: listOf(contributionSchema) },
      },
    },
    async ({ ctx, query: { library, thanks, ...query } }) => {
      const libraryId = await resolveLibraryId(ctx, library);
      const { data, next } = await listContributions(ctx, { ...query, libraryId, unthanked: thanks === 'missing' });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map((one) => namedBy(libraryOf, one)), next };
    },
  );
  api.get(
    '/contributions/:id',
    { config: { access }, schema: { tags, summary: 'One contribution', params: idParam, response: whole } },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, params.id)),
  );
}

function writing(api: Api): void {
  api.post(
    '/contributions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Note what a partner gives: promised, or come already',
        body: bodySchema.extend({ partnerId: id, state: z.enum(NOTED_STATES) }),
        response: made,
      },
    },
    async ({ ctx, body: { partnerId, state, ...input } }, reply) => {
      const noted = await noteContribution(ctx, partnerId, { ...(await read(ctx, input)), state });
      return sendVersioned(reply.code(201), await shown(ctx, noted));
    },
  );
  api.put(
    '/contributions/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a contribution of which no letter says anything',
        params: idParam,
        body: bodySchema,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      await changeContribution(ctx, params.id, { ...(await read(ctx, body)), version });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}

function moving(api: Api): void {
  api.post(
    '/contributions/:id/receive',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say that what was promised has come, on the days that were said or on others',
        params: idParam,
        body: receiptDays,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await receiveContribution(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/contributions/:id/void',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say that it does not count, and why; its letters are taken back',
        params: idParam,
        body: voidInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await voidContribution(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/contributions/:id/restore',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take that back', params: idParam, response: whole },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await restoreContribution(ctx, params.id, expectedVersion(request));
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}

const LETTERS = {
  receipt: { path: 'receipts', does: issueContributionReceipt, says: 'Issue the receipt of what came' },
  thanks: { path: 'thanks-letters', does: thankForContribution, says: 'Issue a letter of thanks for what came' },
} as const;

function letters(api: Api, { config }: Pick<Services, 'config'>): void {
  for (const which of ['receipt', 'thanks'] as const) {
    const { path, does, says } = LETTERS[which];
    api.post(
      `/contributions/:id/${path}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: made } },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, { id: params.id, version: expectedVersion(request) });
        return sendVersioned(reply.code(201), await shown(ctx, params.id));
      },
    );
    api.get(
      `/contributions/:id/${which}-pdf`,
      {
        config: { access, gives: ['application/pdf'] },
        schema: { tags, summary: 'That letter as PDF; one that was taken back says so', params: idParam },
      },
      async (request, reply) => {
        const asked = { id: request.params.id, which, origin: originOf(config, request) };
        const { fileName, body } = await contributionLetterPdf(request.ctx, config, asked);
        void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
        return reply.send(Buffer.from(body));
      },
    );
  }
}

/** What partners give, and the letters about it. */
export function contributionRoutes(api: Api, services: Pick<Services, 'config'>): void {
  listing(api);
  writing(api);
  moving(api);
  letters(api, services);
}
