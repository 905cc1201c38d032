import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { addAccount, archiveAccount, changeAccount, restoreAccount } from './accounts/save-account.ts';
import { tryAccount } from './accounts/try-account.ts';
import { getAccount, listManagedAccounts } from './accounts/view-accounts.ts';
import { channelKinds, publishCodes, type ChannelAccountView } from './client.ts';
import { accountInput, newAccountInput } from './schema.ts';

const tags = ['channels'];
const access = { may: 'channels.manage' } as const;

const accountSchema = z.object({
  id: z.number(),
  kind: z.enum(channelKinds),
  name: z.string(),
  library: libraryName.nullable().describe('null = of the whole network'),
  enabled: z.boolean(),
  ready: z.enum(['ready', 'off', 'incomplete', 'expired']).describe('whether what is given to it goes out, or why not'),
  settings: z.record(z.string(), z.string()).describe('how it is reached, by the fields of its kind'),
  secretsSet: z.array(z.string()).describe('which secrets are set; what they are is never told'),
  expiresOn: z.string().nullable().describe('last day of its permission, YYYY-MM-DD'),
  refusedAt: isoInstant.nullable().describe('since when the channel refuses its permission'),
  seenAs: z.string().describe('who we are there, as the channel said when it was last tried'),
  triedAt: isoInstant.nullable(),
  createdAt: isoInstant,
  createdBy: z.string(),
  archived: z.boolean(),
  version: z.number(),
});

function shownAs(
  { libraryId, ...account }: ChannelAccountView,
  libraryOf: Awaited<ReturnType<typeof nameLibraries>>,
): z.output<typeof accountSchema> {
  return { ...account, library: libraryId === null ? null : libraryOf(libraryId) };
}
const shown = async (ctx: Ctx, id: number) => shownAs(await getAccount(ctx, id), await nameLibraries(ctx));

function reading(api: Api): void {
  api.get(
    '/channel-accounts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Accounts outside in which the library speaks, by name; a network has a handful',
        querystring: z.object({ archived: z.stringbool().default(false) }),
        response: { 200: listOf(accountSchema) },
      },
    },
    async ({ ctx, query }) => {
      const libraryOf = await nameLibraries(ctx);
      return { data: (await listManagedAccounts(ctx, query)).map((one) => shownAs(one, libraryOf)), next: null };
    },
  );
  api.get(
    '/channel-accounts/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'An account outside, without its secrets',
        params: idParam,
        response: { 200: accountSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, params.id)),
  );
}

function writing(api: Api, services: Pick<Services, 'secrets' | 'config'>): void {
  api.post(
    '/channel-accounts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Connect an account outside, of a library or (left out) of the network',
        body: newAccountInput.omit({ libraryId: true }).extend({ library: libraryRef.optional() }),
        response: { 201: accountSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const libraryId = await resolveLibraryId(ctx, library);
      const id = await addAccount(ctx, services, { ...input, libraryId: libraryId ?? null });
      return sendVersioned(reply.code(201), await shown(ctx, id));
    },
  );
  api.put(
    '/channel-accounts/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change an account outside; with another server its secrets are forgotten unless given anew',
        params: idParam,
        body: accountInput,
        response: { 200: accountSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeAccount(ctx, services, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/channel-accounts/:id/try',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask a channel who we are there: nobody outside sees anything',
        params: idParam,
        response: {
          200: z.object({
            state: z.enum(['reached', 'not_reached']),
            seenAs: z.string().nullable(),
            code: z.enum(publishCodes).nullable().describe('why it was not reached'),
            detail: z.string().describe('what the channel said'),
          }),
        },
      },
    },
    async ({ ctx, params }) => {
      const trial = await tryAccount(ctx, services, params.id);
      return trial.state === 'reached'
        ? { state: trial.state, seenAs: trial.seenAs, code: null, detail: '' }
        : { ...trial, seenAs: null };
    },
  );
  const moves = {
    archive: { does: archiveAccount, says: 'Put an account away; its secrets are forgotten' },
    restore: { does: restoreAccount, says: 'Bring an account back that was put away, without secrets' },
  } as const;
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/channel-accounts/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: accountSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await shown(ctx, params.id));
      },
    );
  }
}

/** Accounts outside. */
const channelsApi: ApiModule = (api, services) => {
  reading(api);
  writing(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [channelsApi];
