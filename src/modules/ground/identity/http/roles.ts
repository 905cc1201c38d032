import { z } from 'zod';
import { expectedVersion, idParam, listOf, sendVersioned, type Api } from '#platform/requests/http';
import { createRole, deleteRole, getRole, listRoles, updateRole } from '../roles/manage-roles.ts';
import type { Services } from '#platform/services';

const tags = ['roles'];
const role = z.object({
  id: z.number(),
  code: z.string(),
  nameId: z.string(),
  nameEn: z.string(),
  permissions: z.array(z.string()),
  builtin: z.boolean(),
  version: z.number(),
});

export function roleRoutes(api: Api, services: Services): void {
  const codes = services.permissions.map(({ code }) => code);
  const input = z.object({
    nameId: z.string().max(80),
    nameEn: z.string().max(80),
    permissions: z.array(z.enum(codes)).max(codes.length),
  });
  api.get(
    '/roles',
    {
      config: { access: { may: ['accounts.manage', 'roles.manage'] } },
      schema: { tags, summary: 'All roles, the built-in ones first', response: { 200: listOf(role) } },
    },
    async (request) => ({ data: await listRoles(request.ctx), next: null }),
  );

  api.post(
    '/roles',
    {
      config: { access: { may: 'roles.manage', network: true } },
      schema: {
        tags,
        summary: 'Make a role of the network’s own',
        body: input.extend({ code: z.string().max(40) }),
        response: { 201: role },
      },
    },
    async (request, reply) => {
      const made = await createRole(request.ctx, services, request.body);
      void reply.code(201).header('location', `/api/v1/roles/${made.id}`);
      return sendVersioned(reply, made);
    },
  );

  api.get(
    '/roles/:id',
    {
      config: { access: { may: ['accounts.manage', 'roles.manage'] } },
      schema: { tags, summary: 'One role', params: idParam, response: { 200: role } },
    },
    async (request, reply) => sendVersioned(reply, await getRole(request.ctx, request.params)),
  );

  api.put(
    '/roles/:id',
    {
      config: { access: { may: 'roles.manage', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a role (needs If-Match)',
        params: idParam,
        body: input,
        response: { 200: role },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      return sendVersioned(
        reply,
        await updateRole(request.ctx, services, { ...request.body, id: request.params.id, version }),
      );
    },
  );

  api.delete(
    '/roles/:id',
    {
      config: { access: { may: 'roles.manage', network: true }, ifMatch: true },
      schema: {
        tags,
        summary: 'Delete a role that nobody holds (needs If-Match)',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteRole(request.ctx, { id: request.params.id, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
}
