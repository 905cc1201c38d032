import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, isoInstant, listOf, sendVersioned, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { forgetSubscriber } from './choosing/forget-subscriber.ts';
import { saveOwnLetters, viewOwnLetters } from './choosing/own-letters.ts';
import { savePreferences, stopAll, viewPreferences } from './choosing/preferences.ts';
import type { OwnLetters } from './client.ts';
import { askLetters, lettersForm } from './joining/ask-letters.ts';
import { confirmLetters } from './joining/confirm-letters.ts';
import { LETTER_LANGUAGES, STOP_WHYS } from './rules/terms.ts';
import { askInput, choiceInput, ownInput } from './schema.ts';
import { openTopics } from './topics/list-topics.ts';

const tags = ['letters'];
const bothLanguages = z.object({ id: z.string(), en: z.string() });
const secret = { secret: 'the link in a letter' } as const;
const byToken = z.object({ token: z.string().min(1).max(200) });
const letters = z.object({
  email: z.string(),
  language: z.enum(LETTER_LANGUAGES),
  library: libraryName.nullable().describe('the nearest one'),
  topicIds: z.array(z.number()),
  reading: z.boolean().nullable().describe('letters may be fitted to what is borrowed; null: no card is known'),
  pausedUntil: isoInstant.nullable(),
  stopped: z.enum(STOP_WHYS).nullable(),
  version: z.number(),
});

async function shown(ctx: Ctx, { libraryId, ...own }: OwnLetters): Promise<z.output<typeof letters>> {
  return { ...own, library: libraryId === null ? null : (await nameLibraries(ctx))(libraryId) };
}

function asking(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  api.get(
    '/letter-topics',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What letters can be about',
        response: {
          200: listOf(
            z.object({
              ...{ id: z.number(), code: z.string(), name: bothLanguages, about: bothLanguages },
              library: libraryName.nullable().describe('null: of the whole network'),
            }),
          ),
        },
      },
    },
    async ({ ctx }) => {
      const libraryOf = await nameLibraries(ctx);
      const data = (await openTopics(ctx)).map(({ id, code, name, about, libraryId }) => ({
        ...{ id, code, name, about, library: libraryId === null ? null : libraryOf(libraryId) },
      }));
      return { data, next: null };
    },
  );
  api.post(
    '/letter-request-forms',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A form of its own for who wants letters, with the riddle that is solved meanwhile',
        response: { 201: z.object({ token: z.string(), challenge: z.looseObject({}) }) },
      },
    },
    async ({ ctx }, reply) => {
      const { token, challenge } = await lettersForm(ctx, secrets);
      return reply.code(201).send({ token, challenge: { ...challenge } });
    },
  );
  api.post(
    '/letter-requests',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Ask for letters: one mail asks that mailbox to confirm; the answer is the same for every address',
        body: askInput.omit({ libraryId: true }).extend({
          library: libraryRef.optional().describe('the nearest one'),
          token: z.string().min(20).max(60),
          proof: z.string().max(5000).default(''),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body: { library, ...body }, ip }, reply) => {
      await askLetters(ctx, secrets, { ...body, libraryId: await resolveLibraryId(ctx, library), ip });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/letter-requests/confirm',
    {
      config: { access: { secret: 'the link in the mail that asks' } },
      schema: {
        tags,
        summary: 'Confirm from the mailbox that letters are wanted; a second time changes nothing',
        body: z.object({ token: z.string().min(1).max(100) }),
        response: { 200: z.object({ path: z.string().describe('the page on which they choose') }) },
      },
    },
    async ({ ctx, body }) => ({ path: await confirmLetters(ctx, secrets, body.token) }),
  );
}

function choosing(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  api.get(
    '/letter-preferences/:token',
    {
      config: { access: secret },
      schema: { tags, summary: 'What a subscriber gets', params: byToken, response: { 200: letters } },
    },
    async ({ ctx, params }, reply) =>
      sendVersioned(reply, await shown(ctx, await viewPreferences(ctx, secrets, params.token))),
  );
  api.put(
    '/letter-preferences/:token',
    {
      config: { access: secret, ifMatch: true },
      schema: {
        tags,
        summary: 'Choose topics, language, the nearest library, or a rest from letters',
        params: byToken,
        body: choiceInput
          .omit({ version: true, libraryId: true })
          .extend({ library: libraryRef.nullable().optional() }),
        response: { 200: letters },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const { library, ...choice } = body;
      const libraryId = await resolveLibraryId(ctx, library);
      await savePreferences(ctx, secrets, params.token, { ...choice, libraryId, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, await viewPreferences(ctx, secrets, params.token)));
    },
  );
  api.post(
    '/letter-preferences/:token/end',
    {
      config: { access: secret },
      schema: { tags, summary: 'Stop all letters', params: byToken, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await stopAll(ctx, secrets, params.token);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/letter-preferences/:token',
    {
      config: { access: secret },
      schema: {
        tags,
        summary: 'Have the address and all choices deleted; nobody writes there again',
        params: byToken,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await forgetSubscriber(ctx, secrets, params.token);
      return reply.code(204).send(null);
    },
  );
}

function own(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  const view = z.object({
    email: z.string().nullable().describe('on the record of the member'),
    letters: letters.nullable(),
    waiting: z.array(z.number()).nullable().describe('topics that a mail asks to confirm'),
  });
  api.get(
    '/letter-subscriptions/own',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'The letters of the member who is signed in', response: { 200: view } },
    },
    async ({ ctx }) => {
      const { letters: mine, ...rest } = await viewOwnLetters(ctx);
      return { ...rest, letters: mine && (await shown(ctx, mine)) };
    },
  );
  api.put(
    '/letter-subscriptions/own',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Choose letters as a member; a mailbox that never confirmed is asked by a mail first',
        body: ownInput.omit({ libraryId: true }).extend({ library: libraryRef.nullable().optional() }),
        response: { 200: z.object({ outcome: z.enum(['saved', 'asked']) }) },
      },
    },
    async ({ ctx, body: { library, ...choice } }) => ({
      outcome: await saveOwnLetters(ctx, secrets, { ...choice, libraryId: await resolveLibraryId(ctx, library) }),
    }),
  );
}

/** Letters, for everybody who wants them. */
export function publicRoutes(api: Api, services: Pick<Services, 'secrets'>): void {
  asking(api, services);
  choosing(api, services);
  own(api, services);
}
