import { z } from 'zod';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Services } from '#platform/services';
import { MAIL_MEGABYTES } from './client.ts';
import { access } from './http-shapes.ts';
import { moveMail, removeMail } from './mails/edit-mails.ts';
import { fileMailByHand } from './mails/file-mail.ts';
import { ownAddresses, ownMailAddress, renewMailAddress } from './mails/mail-address.ts';
import { mailMove } from './mails/schema.ts';
import { getMail, listMails, openMailFile } from './mails/view-mails.ts';

const tags = ['partners'];
const gone = { 204: z.null() };
const FILE_TYPES = ['application/pdf', 'image/webp'];

const mailLine = z.object({
  id: z.number(),
  partnerId: z.number().nullable().describe('null = nobody has said yet with whom it was written'),
  onDay: z.string(),
  fromName: z.string(),
  fromAddress: z.string(),
  subject: z.string(),
  filedBy: z.string(),
  filedAt: isoInstant,
  files: z.number(),
  version: z.number(),
});
const wholeMail = mailLine.omit({ files: true }).extend({
  partner: z.string().nullable(),
  via: z.enum(['mail', 'file']).describe('sent on to the secret address, or saved as a file'),
  toLine: z.string(),
  body: z.string(),
  filesLeft: z.number().describe('so many of its files were not kept'),
  attachments: z.array(z.object({ id: z.number(), mediaType: z.string(), sizeBytes: z.number() })),
});
const mailForm = {
  file: 'file',
  megabytes: MAIL_MEGABYTES,
  mediaTypes: ['message/rfc822'],
  required: true,
  fields: z.object({}),
} satisfies FileForm;

function reading(api: Api, { storage }: Pick<Services, 'storage'>): void {
  api.get(
    '/partners/:id/mails',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Mails with a partner, the latest first',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(mailLine) },
      },
    },
    async ({ ctx, params, query }) => listMails(ctx, { ...query, partnerId: params.id }),
  );
  api.get(
    '/partner-mails',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Mails of which nobody has said yet with whom they were written',
        querystring: z.object(pageQuery),
        response: { 200: listOf(mailLine) },
      },
    },
    async ({ ctx, query }) => listMails(ctx, { ...query, partnerId: null }),
  );
  api.get(
    '/partner-mails/:id',
    {
      config: { access },
      schema: { tags, summary: 'A mail with a partner, as text', params: idParam, response: { 200: wholeMail } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getMail(ctx, params.id)),
  );
  api.get(
    '/partner-mail-files/:id',
    {
      config: { access, gives: FILE_TYPES },
      schema: { tags, summary: 'A file that came with such a mail, cleaned', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, mediaType, stream } = await openMailFile(ctx, storage, params.id);
      void reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );
}

function filing(api: Api, { config, secrets, storage }: Pick<Services, 'config' | 'secrets' | 'storage'>): void {
  api.post(
    '/partners/:id/mails',
    {
      config: { access, form: mailForm },
      schema: {
        tags,
        summary: 'Keep a mail with a partner that was saved as a file',
        params: idParam,
        response: { 201: wholeMail },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const { file } = await receiveForm(request, mailForm);
      const own = await ownAddresses(ctx, config);
      const id = await fileMailByHand(ctx, { secrets, storage }, { partnerId: params.id, file, own });
      return sendVersioned(reply.code(201), await getMail(ctx, id));
    },
  );
  api.post(
    '/partner-mails/:id/move',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say with which partner a mail was written',
        params: idParam,
        body: mailMove,
        response: { 200: wholeMail },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await moveMail(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getMail(ctx, params.id));
    },
  );
  api.delete(
    '/partner-mails/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a mail away for good, with its files', params: idParam, response: gone },
    },
    async (request, reply) => {
      await removeMail(request.ctx, storage, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function addresses(api: Api, { config, secrets }: Pick<Services, 'config' | 'secrets'>): void {
  const own = z.object({
    address: z.string().nullable().describe('null: no mailbox is set up that is read'),
    mark: z.string().nullable().describe('what stands in the subject instead, in a mail to the mailbox'),
    mailbox: z.string().nullable(),
    from: z.string().nullable().describe('from where the mails must come; null: the account has no e-mail'),
  });
  api.get(
    '/own-partner-mail-address',
    {
      config: { access },
      schema: { tags, summary: 'The secret address to which the own account sends mails on', response: { 200: own } },
    },
    async ({ ctx }) => ownMailAddress(ctx, { config, secrets }),
  );
  api.post(
    '/own-partner-mail-address/renew',
    {
      config: { access },
      schema: { tags, summary: 'Get another one: by the old one nothing is filed any more', response: { 200: own } },
    },
    async ({ ctx }) => {
      await renewMailAddress(ctx);
      return ownMailAddress(ctx, { config, secrets });
    },
  );
}

/** Mails with partners. */
export function mailRoutes(api: Api, services: Pick<Services, 'config' | 'secrets' | 'storage'>): void {
  reading(api, services);
  filing(api, services);
  addresses(api, services);
}
