import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { id } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Services } from '#platform/services';
import { agreementPdf } from './agreements/agreement-pdf.ts';
import {
  acknowledgeAlarm,
  endAgreement,
  openAgreementFile,
  removeAgreementFile,
  resumeAgreement,
  sendAgreement,
  signAgreement,
  SIGNED_TYPES,
  takeBackAgreement,
} from './agreements/move-agreement.ts';
import { changeAgreement, deleteAgreementDraft, draftAgreement, renewAgreement } from './agreements/save-agreement.ts';
import { listAgreements } from './agreements/view-agreements.ts';
import { AGREEMENT_MEGABYTES, AGREEMENT_VIEWS } from './client.ts';
import { dutyRoutes } from './http-duties.ts';
import { access, agreementLine, shownAgreement, wholeAgreement } from './http-shapes.ts';
import { agreementInput, endInput, renewalInput } from './schema.ts';

const tags = ['agreements'];
const gone = { 204: z.null() };
const whole = { 200: wholeAgreement };

function listing(api: Api): void {
  api.get(
    '/agreements',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Agreements with partners as they stand today, the first to end first',
        querystring: z.object({
          ...pageQuery,
          view: z
            .enum(AGREEMENT_VIEWS)
            .default('active')
            .describe('open: not signed; ending: within 30 days; late: with obligations past their day'),
          library: libraryRef.optional(),
        }),
        response: { 200: listOf(agreementLine) },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const { data, next } = await listAgreements(ctx, { ...query, libraryId: await resolveLibraryId(ctx, library) });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map(({ libraryId, ...line }) => ({ ...line, library: libraryOf(libraryId) })), next };
    },
  );
  api.get(
    '/agreements/:id',
    {
      config: { access },
      schema: { tags, summary: 'An agreement with its obligations and its thread', params: idParam, response: whole },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shownAgreement(ctx, params.id)),
  );
}

function writing(api: Api): void {
  api.post(
    '/agreements',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Draft an agreement of a partner',
        body: z.intersection(agreementInput, z.object({ partnerId: id })),
        response: { 201: wholeAgreement },
      },
    },
    async ({ ctx, body: { partnerId, ...input } }, reply) =>
      sendVersioned(reply.code(201), await shownAgreement(ctx, await draftAgreement(ctx, partnerId, input))),
  );
  api.put(
    '/agreements/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an agreement that is not signed',
        params: idParam,
        body: agreementInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeAgreement(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownAgreement(ctx, params.id));
    },
  );
  api.delete(
    '/agreements/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Delete a draft', params: idParam, response: gone },
    },
    async (request, reply) => {
      await deleteAgreementDraft(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function moving(api: Api): void {
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    send: { does: sendAgreement, says: 'Say that a draft went to the partner today' },
    withdraw: { does: takeBackAgreement, says: 'Take that back: it is a draft again' },
    reinstate: { does: resumeAgreement, says: 'Take an ending back' },
    'mark-seen': { does: acknowledgeAlarm, says: 'Say that the alarm that rings is seen to; the next one rings again' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/agreements/:id/${name}`,
      { config: { access, ifMatch: true }, schema: { tags, summary: says, params: idParam, response: whole } },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await shownAgreement(ctx, params.id));
      },
    );
  }
  api.post(
    '/agreements/:id/end',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'End an agreement before its day, or one that was sent and is not signed',
        params: idParam,
        body: endInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await endAgreement(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shownAgreement(ctx, params.id));
    },
  );
  api.post(
    '/agreements/:id/renewals',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Draft the agreement that goes on with this one: its words and obligations, without their days',
        params: idParam,
        body: renewalInput,
        response: { 201: wholeAgreement },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const nextId = await renewAgreement(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply.code(201), await shownAgreement(ctx, nextId));
    },
  );
}

const signedForm = {
  file: 'file',
  megabytes: AGREEMENT_MEGABYTES,
  mediaTypes: SIGNED_TYPES,
  required: true,
  fields: z.object({ signedOn: z.string().max(10).describe('YYYY-MM-DD') }),
} satisfies FileForm;

function papers(api: Api, { config, storage }: Pick<Services, 'config' | 'storage'>): void {
  api.post(
    '/agreements/:id/record-signature',
    {
      config: { access, ifMatch: true, form: signedForm },
      schema: {
        tags,
        summary: 'Keep what both sides signed: a PDF or a picture of it',
        params: idParam,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const version = expectedVersion(request);
      const { file, input } = await receiveForm(request, signedForm);
      await signAgreement(ctx, storage, params.id, { ...input, version, file });
      return sendVersioned(reply, await shownAgreement(ctx, params.id));
    },
  );
  api.get(
    '/agreements/:id/pdf',
    {
      config: { access, gives: ['application/pdf'] },
      schema: {
        tags,
        summary: 'The paper to sign, in one language',
        params: idParam,
        querystring: z.object({ language: z.enum(['id', 'en']).default('id') }),
      },
    },
    async ({ ctx, params, query }, reply) => {
      const { fileName, body } = await agreementPdf(ctx, config, params.id, query.language);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.delete(
    '/agreements/:id/file',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take away what was signed, where somebody who is forgotten stands in it; it is not taken back',
        params: idParam,
        response: gone,
      },
    },
    async (request, reply) => {
      await removeAgreementFile(request.ctx, storage, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/agreements/:id/file',
    {
      config: { access, gives: SIGNED_TYPES },
      schema: { tags, summary: 'What was signed, as it came', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, stream } = await openAgreementFile(ctx, storage, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );
}

/** Agreements with partners. */
export function agreementRoutes(api: Api, services: Pick<Services, 'config' | 'storage'>): void {
  listing(api);
  writing(api);
  moving(api);
  papers(api, services);
  dutyRoutes(api);
}
