import { z } from 'zod';
import { expectedVersion, listOf, sendVersioned, type ApiModule } from '#platform/requests/http';
import { memberKinds } from '../client.ts';
import { categoryChanges, categoryInput } from '../schema.ts';
import { createCategory, getCategory, listCategories, updateCategory } from './manage-categories.ts';

const categoryBody = z.object({
  code: z.string(),
  nameId: z.string(),
  nameEn: z.string(),
  kind: z.enum(memberKinds),
  minAge: z.number().nullable(),
  maxAge: z.number().nullable(),
  validityMonths: z.number().nullable(),
  sortOrder: z.number(),
  active: z.boolean(),
  version: z.number(),
});
const byCode = z.object({ code: z.string().min(1).max(40) });

/** `/member-categories`. Edits want `If-Match` with the ETag that was read. */
export const categoriesApi: ApiModule = (api) => {
  const tags = ['members'];
  api.get(
    '/member-categories',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'Categories of members', response: { 200: listOf(categoryBody) } },
    },
    async (request) => ({ data: await listCategories(request.ctx), next: null }),
  );
  api.post(
    '/member-categories',
    {
      config: { access: { may: 'settings.manage', network: true } },
      schema: { tags, summary: 'Add a category', body: categoryInput, response: { 201: categoryBody } },
    },
    async (request, reply) => {
      const category = await createCategory(request.ctx, request.body);
      void reply.code(201);
      return sendVersioned(reply, category);
    },
  );
  api.get(
    '/member-categories/:code',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'One category', params: byCode, response: { 200: categoryBody } },
    },
    async (request, reply) => sendVersioned(reply, await getCategory(request.ctx, request.params.code)),
  );
  api.patch(
    '/member-categories/:code',
    {
      config: { access: { may: 'settings.manage', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a category; active false takes it out of the choices',
        params: byCode,
        body: categoryChanges,
        response: { 200: categoryBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      return sendVersioned(reply, await updateCategory(request.ctx, request.params.code, version, request.body));
    },
  );
};
