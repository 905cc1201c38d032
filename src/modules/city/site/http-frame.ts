import { z } from 'zod';
import {
  libraryName,
  libraryParam,
  libraryRef,
  nameLibraries,
  resolveLibrary,
  resolveLibraryId,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, isoInstant, sendVersioned, type Api } from '#platform/requests/http';
import { saveContact } from './framing/save-contact.ts';
import { saveLinks } from './framing/save-links.ts';
import { savePeople } from './framing/save-people.ts';
import { saveServices } from './framing/save-services.ts';
import { getContact, listLinks, listPeople, listServices } from './reading/staff-lists.ts';
import type { LinkPlace } from './rules/frame.ts';
import { contactInput, linkPlace, linksBody, peopleInput, servicesInput } from './schema-frame.ts';

const tags = ['site'];
const access = { may: 'site.edit' } as const;
const network = { may: 'site.edit', network: true } as const;
const version = z.number().describe('of the list whole; 0 = nobody has written it yet');

const linksSchema = z.object({
  place: linkPlace,
  library: libraryName.nullable(),
  version,
  links: z.array(
    z.object({
      id: z.number(),
      label: z.string(),
      labelEn: z.string(),
      pageId: z.number().nullable(),
      topicId: z.number().nullable(),
      collectionId: z.number().nullable(),
      href: z.string(),
      target: z
        .object({ title: z.string(), href: z.string().nullable() })
        .nullable()
        .describe('what of ours it leads to; href = null: nobody sees that now, and the link is not shown'),
    }),
  ),
});

async function linksOf(ctx: Ctx, { libraryId, place }: { libraryId: number | null; place: LinkPlace }) {
  const { links, version: read } = await listLinks(ctx, { libraryId, place });
  return {
    place,
    library: (await nameLibraries(ctx))(libraryId),
    version: read,
    links: links.map(({ target, ...link }) => ({
      ...link,
      target: target && { title: target.title, href: target.href },
    })),
  };
}

/** Further links of the menu, the foot, and accounts elsewhere. */
export function linkRoutes(api: Api): void {
  const params = z.object({ place: linkPlace });
  const querystring = z.object({
    library: libraryRef.optional().describe('the menu of its own small site; left out = of the whole network'),
  });
  api.get(
    '/site-links/:place',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The links that staff chose for a place, in their order',
        params,
        querystring,
        response: { 200: linksSchema },
      },
    },
    async ({ ctx, params: { place }, query }, reply) =>
      sendVersioned(reply, await linksOf(ctx, { libraryId: await resolveLibraryId(ctx, query.library), place })),
  );
  api.put(
    '/site-links/:place',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write the links of a place; in the foot one that leads nowhere stands over those that follow',
        params,
        querystring,
        body: linksBody,
        response: { 200: linksSchema },
      },
    },
    async (request, reply) => {
      const { ctx, body, query } = request;
      const { place } = request.params;
      const version = expectedVersion(request);
      const libraryId = await resolveLibraryId(ctx, query.library);
      await saveLinks(ctx, { libraryId, place, version }, body.links);
      return sendVersioned(reply, await linksOf(ctx, { libraryId, place }));
    },
  );
}

/** Where the network is reached, as the foot of every page says it. */
export function contactRoutes(api: Api): void {
  const schema = z.object({ address: z.string(), phone: z.string(), email: z.string(), version });
  api.get(
    '/site-contact',
    {
      config: { access: network },
      schema: { tags, summary: 'What the foot says in place of the main library', response: { 200: schema } },
    },
    async ({ ctx }, reply) => sendVersioned(reply, await getContact(ctx)),
  );
  api.put(
    '/site-contact',
    {
      config: { access: network, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what the foot says of the network; empty = as its main library has it',
        body: contactInput,
        response: { 200: schema },
      },
    },
    async (request, reply) => {
      await saveContact(request.ctx, expectedVersion(request), request.body);
      return sendVersioned(reply, await getContact(request.ctx));
    },
  );
}

/** Whom of its staff a library shows. */
export function peopleRoutes(api: Api): void {
  const schema = z.object({
    version,
    people: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        role: z.string(),
        roleEn: z.string(),
        about: z.string(),
        aboutEn: z.string(),
        pictureId: z.number().nullable(),
        agreedAt: isoInstant.describe('since when they agree to be shown'),
      }),
    ),
  });
  api.get(
    '/libraries/:library/site-people',
    {
      config: { access },
      schema: { tags, summary: 'Whom of its staff a library shows', params: libraryParam, response: { 200: schema } },
    },
    async ({ ctx, params }, reply) =>
      sendVersioned(reply, await listPeople(ctx, (await resolveLibrary(ctx, params.library)).id)),
  );
  api.put(
    '/libraries/:library/site-people',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write whom a library shows, each with their consent; who is left out is gone',
        params: libraryParam,
        body: peopleInput,
        response: { 200: schema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      await savePeople(ctx, { libraryId, version }, body.people);
      return sendVersioned(reply, await listPeople(ctx, libraryId));
    },
  );
}

/** What a library does for people. */
export function serviceRoutes(api: Api): void {
  const schema = z.object({
    version,
    services: z.array(
      z.object({
        id: z.number(),
        title: z.string(),
        titleEn: z.string(),
        about: z.string(),
        aboutEn: z.string(),
        atWords: z.string(),
        atWordsEn: z.string(),
        href: z.string(),
      }),
    ),
  });
  api.get(
    '/libraries/:library/site-services',
    {
      config: { access },
      schema: { tags, summary: 'What a library does for people', params: libraryParam, response: { 200: schema } },
    },
    async ({ ctx, params }, reply) =>
      sendVersioned(reply, await listServices(ctx, (await resolveLibrary(ctx, params.library)).id)),
  );
  api.put(
    '/libraries/:library/site-services',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what a library does for people, in order',
        params: libraryParam,
        body: servicesInput,
        response: { 200: schema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      await saveServices(ctx, { libraryId, version }, body.services);
      return sendVersioned(reply, await listServices(ctx, libraryId));
    },
  );
}
