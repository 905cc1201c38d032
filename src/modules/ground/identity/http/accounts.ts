import { z } from 'zod';
import {
  libraryName,
  libraryRef,
  nameLibraries,
  resolveLibraryId,
  type LibraryRef,
  type NameLibraries,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  decodeCursor,
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  toPage,
  type Api,
} from '#platform/requests/http';
import type { Account } from '../accounts/account-view.ts';
import { disableAccount, enableAccount } from '../accounts/change-account-status.ts';
import { createAccount } from '../accounts/create-account.ts';
import { getOwnAccount } from '../accounts/get-own-account.ts';
import { grantRole } from '../roles/grant-role.ts';
import { getAccount, listAccounts } from '../accounts/list-accounts.ts';
import { revokeRole } from '../roles/revoke-role.ts';
import { setPassword } from '../accounts/set-password.ts';
import { updateAccount } from '../accounts/update-account.ts';
import { updateOwnProfile } from '../accounts/update-own-profile.ts';

const tags = ['accounts'];
const grant = z.object({
  id: z.number(),
  roleId: z.number(),
  roleCode: z.string(),
  library: libraryName.nullable().describe('null = network-wide'),
  permissions: z.array(z.string()),
});
const account = z.object({
  id: z.number(),
  username: z.string(),
  fullName: z.string(),
  email: z.string().nullable(),
  status: z.string(),
  locale: z.string(),
  homeLibrary: libraryName.nullable().describe('null = of the whole network'),
  lockedUntil: isoInstant.nullable(),
  lastSignInAt: isoInstant.nullable(),
  version: z.number(),
  createdAt: isoInstant,
  updatedAt: isoInstant,
  grants: z.array(grant),
});
const wantedGrant = z.object({
  role: z.string().max(40),
  library: libraryRef.nullable().describe('null = network-wide'),
});
const changes = z.object({
  fullName: z.string().max(200),
  email: z.string().max(254).nullable(),
  locale: z.enum(['id', 'en']),
  homeLibrary: libraryRef.nullable().describe('null = of the whole network'),
});

const grantOf = async (ctx: Ctx, { role, library }: z.output<typeof wantedGrant>) => ({
  role,
  libraryId: await resolveLibraryId(ctx, library),
});

/** What was left out stays left out. */
const homeOf = async (ctx: Ctx, { homeLibrary }: { homeLibrary?: LibraryRef | null | undefined }) =>
  homeLibrary === undefined ? {} : { homeLibraryId: await resolveLibraryId(ctx, homeLibrary, 'homeLibrary') };

const viewOf =
  (named: NameLibraries) =>
  ({ homeLibraryId, grants, ...rest }: Account): z.output<typeof account> => ({
    ...rest,
    homeLibrary: named(homeLibraryId),
    grants: grants.map(({ libraryId, ...one }) => ({ ...one, library: named(libraryId) })),
  });

const shown = async (ctx: Ctx, one: Account) => viewOf(await nameLibraries(ctx))(one);

export function accountRoutes(api: Api): void {
  api.get(
    '/accounts',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: {
        tags,
        summary: 'Staff accounts by name',
        querystring: z.object({
          q: z.string().max(100).optional(),
          status: z.enum(['active', 'disabled']).optional(),
          library: libraryRef.optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(account) },
      },
    },
    async (request) => {
      const { cursor, library, ...filter } = request.query;
      const after = decodeCursor(cursor, z.tuple([z.string(), z.number()]));
      const libraryId = await resolveLibraryId(request.ctx, library);
      const rows = await listAccounts(request.ctx, {
        ...filter,
        ...(libraryId !== null && { libraryId }),
        after: after && { fullName: after[0], id: after[1] },
      });
      const { data, next } = toPage(rows, filter.limit, (row) => [row.fullName, row.id]);
      return { data: data.map(viewOf(await nameLibraries(request.ctx))), next };
    },
  );

  api.post(
    '/accounts',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: {
        tags,
        summary: 'Make a staff account',
        body: changes.partial().extend({
          username: z.string().max(40),
          fullName: z.string().max(200),
          password: z.string().max(1000),
          grants: z.array(wantedGrant).max(50).optional(),
        }),
        response: { 201: account },
      },
    },
    async (request, reply) => {
      const { ctx, body } = request;
      const { homeLibrary, grants = [], ...fields } = body;
      const made = await createAccount(ctx, {
        ...fields,
        ...(await homeOf(ctx, { homeLibrary })),
        grants: await Promise.all(grants.map(async (one) => grantOf(ctx, one))),
      });
      void reply.code(201).header('location', `/api/v1/accounts/${made.id}`);
      return sendVersioned(reply, await shown(ctx, made));
    },
  );

  api.get(
    '/accounts/me',
    { config: { access: 'account' }, schema: { tags, summary: 'The account that asks', response: { 200: account } } },
    async (request, reply) => sendVersioned(reply, await shown(request.ctx, await getOwnAccount(request.ctx))),
  );

  api.patch(
    '/accounts/me',
    {
      config: { access: 'account', ifMatch: true },
      schema: {
        tags,
        summary: 'Change the language and the e-mail address of the account that asks; both are said',
        body: changes.pick({ email: true, locale: true }),
        response: { 200: account },
      },
    },
    async (request, reply) => {
      await updateOwnProfile(request.ctx, { ...request.body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(request.ctx, await getOwnAccount(request.ctx)));
    },
  );

  api.get(
    '/accounts/:id',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: { tags, summary: 'One account', params: idParam, response: { 200: account } },
    },
    async (request, reply) =>
      sendVersioned(reply, await shown(request.ctx, await getAccount(request.ctx, request.params))),
  );

  api.patch(
    '/accounts/:id',
    {
      config: { access: { may: 'accounts.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an account (needs If-Match)',
        params: idParam,
        body: changes.partial(),
        response: { 200: account },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { homeLibrary, ...fields } = request.body;
      const home = await homeOf(request.ctx, { homeLibrary });
      const changed = await updateAccount(request.ctx, { ...fields, ...home, id: request.params.id, version });
      return sendVersioned(reply, await shown(request.ctx, changed));
    },
  );

  for (const [path, summary, act] of [
    ['disable', 'Close an account: its sessions and tokens end (needs If-Match)', disableAccount],
    ['enable', 'Open a closed account again (needs If-Match)', enableAccount],
  ] as const) {
    api.post(
      `/accounts/:id/${path}`,
      {
        config: { access: { may: 'accounts.manage' }, ifMatch: true },
        schema: { tags, summary, params: idParam, response: { 200: account } },
      },
      async (request, reply) => {
        const version = expectedVersion(request);
        return sendVersioned(
          reply,
          await shown(request.ctx, await act(request.ctx, { id: request.params.id, version })),
        );
      },
    );
  }

  api.put(
    '/accounts/:id/password',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: {
        tags,
        summary: 'Give an account a new password; all its sessions end',
        params: idParam,
        body: z.object({ password: z.string().max(1000) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setPassword(request.ctx, { accountId: request.params.id, password: request.body.password });
      return reply.code(204).send(null);
    },
  );

  api.post(
    '/accounts/:id/grants',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: {
        tags,
        summary: 'Give a role, for one library or network-wide (library null)',
        params: idParam,
        body: wantedGrant,
        response: { 200: account },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const granted = await grantRole(ctx, { accountId: params.id, ...(await grantOf(ctx, body)) });
      return sendVersioned(reply, await shown(ctx, granted));
    },
  );

  api.delete(
    '/accounts/:id/grants/:grant',
    {
      config: { access: { may: 'accounts.manage' } },
      schema: {
        tags,
        summary: 'Take a role away',
        params: idParam.extend({ grant: z.coerce.number().int().positive() }),
        response: { 200: account },
      },
    },
    async ({ ctx, params }, reply) =>
      sendVersioned(reply, await shown(ctx, await revokeRole(ctx, { accountId: params.id, grantId: params.grant }))),
  );
}
