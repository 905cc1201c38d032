import { z } from 'zod';
import { availabilityBody, shownAvailability } from '#modules/collection/catalog';
import { nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { MOST_INTEGER } from '#platform/requests/bounds';
import { createList } from './create-list.ts';
import { deleteList, restoreList } from './delete-list.ts';
import { pickList, unpickList } from './pick-list.ts';
import { getDisplayName, setDisplayName } from '../reviews/display-name.ts';
import { changeEntry, removeEntry, saveToList } from './list-entries.ts';
import { listVisibilities, MAX_ENTRIES } from '../rules/visibility.ts';
import { listChanges, listInput } from '../schema.ts';
import { updateList } from './update-list.ts';
import { getOwnList, getSharedList, listOwnLists, listPublicLists, type ShownEntry } from './view-lists.ts';

const tags = ['reading'];
const listBody = z.object({
  id: z.number(),
  title: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(listVisibilities),
  shareToken: z.string().nullable().describe('part of the address `/daftar-bacaan/<token>`'),
  hiddenReason: z.string().nullable().describe('why a librarian took it from the public'),
  entryCount: z.number(),
  createdAt: isoInstant,
  changedAt: isoInstant,
  version: z.number(),
});
const entryBody = z.object({
  bibId: z.number(),
  place: z.number(),
  title: z.string(),
  authors: z.array(z.string()),
  note: z.string().nullable(),
  addedAt: isoInstant,
  available: z.number().describe('copies on the shelf now, to be taken home'),
  availability: availabilityBody,
});
const sharedBody = z.object({
  title: z.string(),
  description: z.string().nullable(),
  shareToken: z.string(),
  visibility: z.enum(['link', 'public']),
  by: z.string().nullable().describe('the name that the reader chose to be shown'),
  entryCount: z.number(),
  version: z.number(),
  picked: z.boolean().describe('a librarian shows it on the home page'),
  changedAt: isoInstant,
});
const tokenParams = z.object({ token: z.string().min(10).max(60) });
const entryParams = z.object({ id: z.coerce.number().int().positive(), bib: z.coerce.number().int().positive() });
const ALL = { offset: 0, limit: MAX_ENTRIES };

const entryViews = async (ctx: Ctx, entries: readonly ShownEntry[]) => {
  const named = await nameLibraries(ctx);
  return entries.map(({ card, ...entry }) => ({
    ...entry,
    title: card.title,
    authors: card.authors,
    available: card.holdings.reduce((sum, holding) => sum + holding.available, 0),
    availability: shownAvailability(card, named),
  }));
};

/** Saved lists. */
export const listsApi: ApiModule = (api) => {
  ownLists(api);
  entries(api);
  sharedLists(api);
};

function ownLists(api: Api): void {
  api.get(
    '/lists',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'The reader’s own lists', response: { 200: listOf(listBody) } },
    },
    async (request) => ({ data: await listOwnLists(request.ctx), next: null }),
  );
  api.post(
    '/lists',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Make a list', body: listInput, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) => reply.code(201).send({ id: await createList(request.ctx, request.body) }),
  );
  api.get(
    '/lists/:id',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'One of the reader’s lists with its titles',
        params: idParam,
        response: { 200: listBody.extend({ entries: z.array(entryBody) }) },
      },
    },
    async (request, reply) => {
      const list = await getOwnList(request.ctx, request.params.id, ALL);
      return sendVersioned(reply, { ...list, entries: await entryViews(request.ctx, list.entries) });
    },
  );
  api.patch(
    '/lists/:id',
    {
      config: { access: 'member', ifMatch: true },
      schema: {
        tags,
        summary: 'Rename, describe, share or keep private; `If-Match` with the version',
        params: idParam,
        body: listChanges,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      await updateList(request.ctx, { id: request.params.id, version, changes: request.body });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/lists/:id',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Throw a list away; for a day it can be restored',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteList(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/lists/:id/restore',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Bring a list back', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await restoreList(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function entries(api: Api): void {
  api.put(
    '/lists/:id/entries/:bib',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Put a title into a list, or change its note or place',
        params: entryParams,
        body: z
          .object({ note: z.string().max(500).nullable().optional(), place: z.number().int().min(1).optional() })
          .optional(),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id, bib: bibId } = request.params;
      const { note, place } = request.body ?? {};
      const { added } = await saveToList(request.ctx, { bibId, list: { id }, note: note ?? null });
      if (place !== undefined || (!added && note !== undefined)) {
        await changeEntry(request.ctx, { listId: id, bibId, note, place });
      }
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/lists/:id/entries/:bib',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Take a title out of a list', params: entryParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeEntry(request.ctx, { listId: request.params.id, bibId: request.params.bib });
      return reply.code(204).send(null);
    },
  );
}

function sharedLists(api: Api): void {
  api.get(
    '/lists/public',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Public lists of all readers, changed last first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(sharedBody) },
      },
    },
    async (request) => listPublicLists(request.ctx, request.query),
  );
  api.get(
    '/lists/shared/:token',
    {
      config: { access: { secret: 'the address of the list' } },
      schema: {
        tags,
        summary: 'The list behind an address',
        params: tokenParams,
        response: { 200: sharedBody.extend({ entries: z.array(entryBody) }) },
      },
    },
    async (request) => {
      const list = await getSharedList(request.ctx, request.params.token, ALL);
      return { ...list, entries: await entryViews(request.ctx, list.entries) };
    },
  );
  api.put(
    '/lists/shared/:token/picked',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: {
        tags,
        summary: 'Show a public list on the home page',
        params: tokenParams,
        querystring: z.object({
          version: z.coerce
            .number()
            .int()
            .positive()
            .max(MOST_INTEGER)
            .optional()
            .describe('the version that was read: refused where the reader has changed the list since'),
        }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await pickList(request.ctx, request.params.token, request.query.version ?? null);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/lists/shared/:token/picked',
    {
      config: { access: { may: 'reviews.moderate' } },
      schema: { tags, summary: 'Take it off the home page', params: tokenParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await unpickList(request.ctx, request.params.token);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/display-name',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'The name under which the reader is shown to others',
        response: { 200: z.object({ displayName: z.string().nullable() }) },
      },
    },
    async (request) => ({ displayName: await getDisplayName(request.ctx) }),
  );
  api.put(
    '/display-name',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Choose that name; null takes it back',
        body: z.object({ displayName: z.string().max(60).nullable() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setDisplayName(request.ctx, request.body.displayName ?? '');
      return reply.code(204).send(null);
    },
  );
}
