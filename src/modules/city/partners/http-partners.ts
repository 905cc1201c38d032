import { z } from 'zod';
import {
  libraryName,
  libraryRef,
  nameLibraries,
  resolveLibrary,
  resolveLibraryId,
  type NameLibraries,
} from '#modules/ground/libraries';
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
import {
  NOTE_KINDS,
  PARTNER_KINDS,
  PARTNER_STATES,
  RELATION_KINDS,
  WISH_KINDS,
  WISH_SIDES,
  type PartnerLine,
} from './client.ts';
import { erasePartner } from './register/erase-person.ts';
import { mergePartners, sayDistinct } from './register/merge-partners.ts';
import { acceptPartner, addPartner, archivePartner, changePartner, restorePartner } from './register/save-partner.ts';
import { listPartnerPairs, listPartners, viewPartner } from './register/view-partners.ts';
import { mergeInput, partnerInput } from './schema.ts';

const tags = ['partners'];
export const access = { may: 'partners.manage' } as const;

const lineSchema = z.object({
  id: z.number(),
  kind: z.enum(PARTNER_KINDS),
  name: z.string().describe('empty of a person who is forgotten'),
  kelurahan: z.string(),
  state: z.enum(PARTNER_STATES),
  library: libraryName.describe('which looks after them'),
  namedOn: z.string().nullable().describe('since when they agreed to be named in public; null = they did not'),
  since: z.string().nullable(),
  inCharge: z.string().nullable(),
  lastContactOn: z.string().nullable(),
  createdAt: isoInstant,
});
export const personSchema = z.object({
  id: z.number(),
  name: z.string().describe('empty once they are forgotten'),
  phone: z.string(),
  email: z.string(),
  consentOn: z.string().nullable(),
  consentHow: z.string(),
  erased: z.boolean(),
  version: z.number(),
  roles: z.array(
    z.object({
      id: z.number(),
      partnerId: z.number(),
      partner: z.string(),
      role: z.string(),
      fromOn: z.string().nullable(),
      untilOn: z.string().nullable().describe('null = still'),
    }),
  ),
});
const sheetSchema = lineSchema.extend({
  address: z.string(),
  phone: z.string(),
  email: z.string(),
  site: z.string(),
  about: z.string(),
  aboutEn: z.string(),
  story: z.string(),
  storyEn: z.string(),
  inChargeId: z.number().nullable(),
  schoolLibrary: libraryName.nullable().describe('the library of a school, where it is one of the network'),
  offer: z.string().describe('by the form of the public page'),
  proven: z.boolean().describe('false: it may have been sent by a machine'),
  createdBy: z.string(),
  version: z.number(),
  people: z.array(personSchema),
  relations: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(RELATION_KINDS),
      forward: z.boolean().describe('false: it is said of the other one towards this one'),
      partnerId: z.number(),
      partner: z.string(),
    }),
  ),
  wishes: z.array(
    z.object({
      id: z.number(),
      side: z.enum(WISH_SIDES),
      kind: z.enum(WISH_KINDS),
      text: z.string(),
      untilOn: z.string().nullable(),
      answer: z.string(),
      answeredAt: isoInstant.nullable(),
      answeredBy: z.string(),
      createdAt: isoInstant,
      version: z.number(),
    }),
  ),
  notes: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(NOTE_KINDS),
      onDay: z.string(),
      text: z.string(),
      nextStep: z.string(),
      nextOn: z.string().nullable(),
      nextDoneOn: z.string().nullable(),
      writtenBy: z.string(),
      createdAt: isoInstant,
    }),
  ),
});
const pairSchema = z.object({
  lowId: z.number(),
  lowName: z.string(),
  highId: z.number(),
  highName: z.string(),
  sameName: z.boolean(),
  samePhone: z.boolean(),
  sameEmail: z.boolean(),
  sameSite: z.boolean(),
});
const bodySchema = partnerInput
  .omit({ libraryId: true, schoolLibraryId: true })
  .extend({ library: libraryRef, schoolLibrary: libraryRef.optional().describe('left out = none') });

const lineOf = ({ libraryId, ...line }: PartnerLine, libraryOf: NameLibraries) => ({
  ...line,
  library: libraryOf(libraryId),
});

/** A partner as the API shows one. */
export async function shownPartner(ctx: Ctx, id: number): Promise<z.output<typeof sheetSchema>> {
  const { partner, people, relations, wishes, notes } = await viewPartner(ctx, id);
  const libraryOf = await nameLibraries(ctx);
  const { libraryId, schoolLibraryId, ...rest } = partner;
  const libraries = { library: libraryOf(libraryId), schoolLibrary: libraryOf(schoolLibraryId) };
  return { ...rest, ...libraries, people, relations, wishes, notes };
}

const read = async (ctx: Ctx, { library, schoolLibrary, ...input }: z.output<typeof bodySchema>) => ({
  ...input,
  libraryId: (await resolveLibrary(ctx, library)).id,
  schoolLibraryId: await resolveLibraryId(ctx, schoolLibrary, 'schoolLibrary'),
});

export const sheetResponse = { 200: sheetSchema };

function listing(api: Api): void {
  api.get(
    '/partners',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Partners of a state by name, with their last contact',
        querystring: z.object({
          ...pageQuery,
          state: z.enum(PARTNER_STATES).default('active'),
          kind: z.enum(PARTNER_KINDS).optional(),
          library: libraryRef.optional(),
          q: z.string().max(200).default(''),
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query: { library, q, ...query } }) => {
      const libraryId = await resolveLibraryId(ctx, library);
      const { data, next } = await listPartners(ctx, { ...query, asked: q, libraryId });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map((line) => lineOf(line, libraryOf)), next };
    },
  );
  api.get(
    '/partners/:id',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'A partner with people, relations, needs, offers and notes; one that was merged answers as what it became',
        params: idParam,
        response: sheetResponse,
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shownPartner(ctx, params.id)),
  );
  api.get(
    '/partner-pairs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Partners that share a name, a number, an address or a site',
        response: { 200: listOf(pairSchema) },
      },
    },
    async ({ ctx }) => ({ data: await listPartnerPairs(ctx), next: null }),
  );
}

function writing(api: Api): void {
  api.post(
    '/partners',
    {
      config: { access },
      schema: { tags, summary: 'Add a partner', body: bodySchema, response: { 201: sheetSchema } },
    },
    async ({ ctx, body }, reply) => {
      const id = await addPartner(ctx, await read(ctx, body));
      return sendVersioned(reply.code(201), await shownPartner(ctx, id));
    },
  );
  api.put(
    '/partners/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Change a partner', params: idParam, body: bodySchema, response: sheetResponse },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      await changePartner(ctx, params.id, { ...(await read(ctx, body)), version });
      return sendVersioned(reply, await shownPartner(ctx, params.id));
    },
  );
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    accept: { does: acceptPartner, says: 'Take a prospect in' },
    archive: { does: archivePartner, says: 'Put a partner away, with all that was done together' },
    restore: { does: restorePartner, says: 'Bring an archived partner back' },
    forget: { does: erasePartner, says: 'Forget a partner who is a person; it is not taken back' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/partners/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: sheetResponse },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await shownPartner(ctx, params.id));
      },
    );
  }
}

function twice(api: Api): void {
  api.post(
    '/partner-merges',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Make two partners one: what points at one points at the other, which takes the fields that are chosen',
        body: mergeInput,
        response: { 200: sheetSchema },
      },
    },
    async ({ ctx, body }, reply) => {
      await mergePartners(ctx, body);
      return sendVersioned(reply, await shownPartner(ctx, body.keepId));
    },
  );
  api.post(
    '/partner-distinctions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that two partners that look like one are two',
        body: mergeInput.pick({ keepId: true, dropId: true }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body }, reply) => {
      await sayDistinct(ctx, body.keepId, body.dropId);
      return reply.code(204).send(null);
    },
  );
}

/** The register of partners. */
export function partnerRoutes(api: Api): void {
  listing(api);
  writing(api);
  twice(api);
}
