import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import { writeMarcXml } from '#shared/marc/marcxml/marcxml-write';
import { addItems } from '../items/add-items.ts';
import { MATERIAL_KINDS, RECORD_FORMATS } from '../client.ts';
import { createBib } from './create-bib.ts';
import { deleteBib, restoreBib } from './delete-bib.ts';
import { exportRecord } from './export-record.ts';
import { getBib } from './get-bib.ts';
import {
  bibBody,
  bibLineBody,
  flag,
  itemBody,
  marcBody,
  publicItemBody,
  reasonBody,
  shownBib,
  warningBody,
  withLibrary,
} from '../http-shapes.ts';
import { listBibs } from './list-bibs.ts';
import { listItemsOfBib } from '../items/list-items.ts';
import { readOneMarcXml } from './read-one-marcxml.ts';
import { copiesInput } from '../schema.ts';
import { setBibHidden, updateBib } from './update-bib.ts';

const MARCXML = 'application/marcxml+xml';

/** `/bibs`: records as JSON or MARCXML, their copies, and one record in other formats. */
export function bibRoutes(api: Api): void {
  const tags = ['bibs'];
  const savedBody = bibBody.extend({ warnings: z.array(warningBody) });
  // a record in MARCXML is the same as its JSON in `{ marc }`
  api.addContentTypeParser(MARCXML, { parseAs: 'string' }, (_request, body, done) => {
    readOneMarcXml(body.toString()).then(
      (marc) => done(null, { marc }),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  });

  api.get(
    '/bibs',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Records in the order of entry; `q` is an ISBN, a barcode or words',
        querystring: z.object({
          ...pageQuery,
          q: z.string().max(200).optional(),
          material: z.enum(MATERIAL_KINDS).optional(),
          library: libraryRef.optional(),
          hidden: flag,
          deleted: flag,
        }),
        response: { 200: listOf(bibLineBody) },
      },
    },
    async (request) => {
      const { library, ...query } = request.query;
      return listBibs(request.ctx, {
        ...query,
        libraryId: (await resolveLibraryId(request.ctx, library)) ?? undefined,
      });
    },
  );
  api.post(
    '/bibs',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: `Add a record, as JSON or as ${MARCXML}; 409 with \`bibId\` when it looks like one that is there`,
        querystring: z.object({ allowDuplicate: flag }),
        body: z.object({ marc: marcBody, allowDuplicate: z.boolean().optional() }),
        response: { 201: savedBody },
      },
    },
    async (request, reply) => {
      const allowDuplicate = request.body.allowDuplicate ?? request.query.allowDuplicate ?? false;
      const { bib, warnings } = await createBib(request.ctx, { marc: request.body.marc, allowDuplicate });
      void reply.code(201).header('location', `/api/v1/bibs/${bib.id}`);
      return sendVersioned(reply, { ...shownBib(bib), warnings });
    },
  );
  api.get(
    '/bibs/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: `One record; with \`Accept: ${MARCXML}\` as MARCXML`,
        params: idParam,
        response: { 200: z.union([bibBody, z.string()]) },
      },
    },
    async (request, reply) => {
      const bib = await getBib(request.ctx, request.params.id);
      void reply.header('vary', 'accept');
      if (!request.headers.accept?.includes(MARCXML)) return sendVersioned(reply, shownBib(bib));
      void reply.header('etag', `"${bib.version}"`).type(`${MARCXML}; charset=utf-8`).serializer(String);
      return writeMarcXml(bib.marc, { standalone: true });
    },
  );
  api.put(
    '/bibs/:id',
    {
      config: { access: { may: 'catalog.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: `Replace a record as a whole, as JSON or as ${MARCXML}; wants If-Match`,
        params: idParam,
        body: z.object({ marc: marcBody }),
        response: { 200: savedBody },
      },
    },
    async (request, reply) => {
      const input = { id: request.params.id, version: expectedVersion(request), marc: request.body.marc };
      const { bib, warnings } = await updateBib(request.ctx, input);
      return sendVersioned(reply, { ...shownBib(bib), warnings });
    },
  );
  api.patch(
    '/bibs/:id',
    {
      config: { access: { may: 'catalog.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Hide a record from the public catalogue, or show it; wants If-Match',
        params: idParam,
        body: z.object({ hidden: z.boolean() }),
        response: { 200: bibBody },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await setBibHidden(request.ctx, { id, version: expectedVersion(request), hidden: request.body.hidden });
      return sendVersioned(reply, shownBib(await getBib(request.ctx, id)));
    },
  );
  api.delete(
    '/bibs/:id',
    {
      config: { access: { may: 'catalog.delete' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Delete a record without copies; it can be restored. Wants If-Match',
        params: idParam,
        querystring: reasonBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { reason } = request.query;
      await deleteBib(request.ctx, { id: request.params.id, version: expectedVersion(request), reason });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/bibs/:id/restore',
    {
      config: { access: { may: 'catalog.delete' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Take a deletion or a merging back; wants If-Match',
        description:
          'A record that was merged into another comes back with the copies, files and loans that went with it, as far as they are still ' +
          'there. `fromVersion` of the merging is its version.',
        params: idParam,
        response: { 200: bibBody },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await restoreBib(request.ctx, { id, version: expectedVersion(request) });
      return sendVersioned(reply, shownBib(await getBib(request.ctx, id)));
    },
  );
  api.get(
    '/bibs/:id/items',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Copies of a record and whether they are on the shelf',
        params: idParam,
        response: { 200: listOf(publicItemBody) },
      },
    },
    async (request) => {
      await getBib(request.ctx, request.params.id);
      const items = await listItemsOfBib(request.ctx, request.params.id);
      const named = await nameLibraries(request.ctx);
      return { data: items.map((item) => withLibrary(item, named)), next: null };
    },
  );
  api.post(
    '/bibs/:id/items',
    {
      config: { access: { may: 'items.edit' } },
      schema: {
        tags,
        summary: 'Add copies: `copies` of them with numbers from the counters, or one for each of `barcodes`',
        params: idParam,
        body: copiesInput,
        response: { 201: listOf(itemBody) },
      },
    },
    async (request, reply) => {
      const { library, ...copies } = request.body;
      const { id: libraryId } = await resolveLibrary(request.ctx, library);
      const items = await addItems(request.ctx, { ...copies, libraryId, bibId: request.params.id });
      void reply.code(201);
      const named = await nameLibraries(request.ctx);
      return { data: items.map((item) => withLibrary(item, named)), next: null };
    },
  );
  api.get(
    '/bibs/:id/exports/:format',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'One record as MARC (ISO 2709), MARCXML, MODS, Dublin Core, BibTeX or RIS',
        params: idParam.extend({ format: z.enum(RECORD_FORMATS) }),
      },
    },
    async (request, reply) => {
      const { id, format } = request.params;
      const file = await exportRecord(request.ctx, { id, format });
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename="${file.fileName}"`)
        .send(typeof file.body === 'string' ? file.body : Buffer.from(file.body));
    },
  );
}
