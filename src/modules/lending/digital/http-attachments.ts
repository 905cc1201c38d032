import { z } from 'zod';
import {
  addAttachment,
  admitToAttachment,
  findAttachment,
  getBib,
  listAttachments,
  openAttachment,
  type Attachment,
} from '#modules/collection/catalog';
import { ATTACHMENT_ACCESS } from '#modules/collection/catalog/client';
import type { Ctx } from '#platform/context';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { LONGEST_DAYS, MOST_COPIES } from './client.ts';
import { addLicensedFile, licensesOf, setLicense } from './license-terms.ts';
import { removeFile } from './remove-file.ts';

const license = z.object({ copies: z.number(), loanDays: z.number() });
const attachmentSchema = z.object({
  id: z.number(),
  bibId: z.number(),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string().describe('by its content'),
  sizeBytes: z.number(),
  access: z.enum(ATTACHMENT_ACCESS),
  categoryCodes: z.array(z.string()).describe('of members, where `access` is `categories`'),
  createdAt: isoInstant,
  downloads: z.number(),
  license: license.nullable().describe('of a licensed file; null: of another, or it has no terms yet'),
});
/** Kinds that are taken; a recording may be of others that `file-type` knows as audio. */
const TAKEN = [
  'application/pdf',
  'application/epub+zip',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/flac',
  'audio/wav',
];
const form = {
  file: 'file',
  megabytes: FORM_MEGABYTES,
  mediaTypes: TAKEN,
  required: true,
  fields: z.object({
    title: z.string().max(200),
    access: z.enum(ATTACHMENT_ACCESS),
    categoryCodes: z.string().max(2000).optional().describe('of members, with commas between them'),
    copies: z.string().max(10).optional().describe(`of a licensed file: readers at once, at most ${MOST_COPIES}`),
    loanDays: z.string().max(10).optional().describe(`of a licensed file: days, at most ${LONGEST_DAYS}`),
  }),
} satisfies FileForm;

async function shown(ctx: Ctx, attachments: readonly Attachment[]) {
  const lent = attachments.filter(({ access }) => access === 'licensed').map(({ id }) => id);
  const licenses = await licensesOf(ctx, lent);
  return attachments.map((one) => ({ ...one, license: licenses.get(one.id) ?? null }));
}
const shownOne = async (ctx: Ctx, id: number) => ({
  ...(await findAttachment(ctx.db, id)),
  license: (await licensesOf(ctx, [id])).get(id) ?? null,
});

/** Files that hang on records. */
export function attachmentRoutes(api: Api, storage: Storage): void {
  const tags = ['attachments'];
  api.get(
    '/bibs/:id/attachments',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Files that hang on a record; who may open them stands in `access`',
        params: idParam,
        response: { 200: listOf(attachmentSchema) },
      },
    },
    async ({ ctx, params }) => {
      await getBib(ctx, params.id);
      return { data: await shown(ctx, await listAttachments(ctx, params.id)), next: null };
    },
  );
  api.post(
    '/bibs/:id/attachments',
    {
      config: { access: { may: 'catalog.edit' }, form },
      schema: {
        tags,
        summary: 'Hang a PDF, an EPUB or a recording on a record; a licensed one is lent by its terms',
        params: idParam,
        response: { 201: attachmentSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const { file, input } = await receiveForm(request, form);
      const sent = file ?? new Blob();
      const { title, access, categoryCodes = '', copies = '', loanDays = '' } = input;
      const codes = categoryCodes.split(',').flatMap((code) => code.trim() || []);
      const about = { bibId: params.id, title };
      const id =
        access === 'licensed'
          ? await addLicensedFile(ctx, storage, { ...about, copies, loanDays }, sent)
          : (await addAttachment(ctx, storage, { ...about, access, categoryCodes: codes }, sent)).id;
      return reply.code(201).send(await shownOne(ctx, id));
    },
  );
  api.get(
    '/attachments/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'One file, for whoever may open it',
        params: idParam,
        response: { 200: attachmentSchema },
      },
    },
    async ({ ctx, params }) => {
      await admitToAttachment(ctx, await findAttachment(ctx.db, params.id));
      return shownOne(ctx, params.id);
    },
  );
  api.get(
    '/attachments/:id/file',
    {
      config: { access: 'public', gives: TAKEN },
      schema: { tags, summary: 'The file itself, for whoever may open it; it is counted', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { attachment, stream } = await openAttachment(ctx, storage, params.id);
      return reply
        .type(attachment.mediaType)
        .headers({
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.fileName)}`,
          'content-length': attachment.sizeBytes,
        })
        .send(stream);
    },
  );
  api.put(
    '/attachments/:id/license',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: 'How many readers may have a licensed file at once, and for how long; whoever has it keeps it',
        params: idParam,
        body: z.object({ copies: z.int().min(1).max(MOST_COPIES), loanDays: z.int().min(1).max(LONGEST_DAYS) }),
        response: { 200: attachmentSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await setLicense(ctx, params.id, body);
      return shownOne(ctx, params.id);
    },
  );
  api.delete(
    '/attachments/:id',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: 'Take a file away for good; whoever has it on loan or waits for it is told',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await removeFile(ctx, storage, params.id);
      return reply.code(204).send(null);
    },
  );
}
