import { z } from 'zod';
import { libraryName, libraryRef, resolveLibraryId, type LibraryRef } from '#modules/ground/libraries';
import { getCategory } from '#modules/people/members';
import {
  decodeCursor,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { channels, deliveryChannels, deliveryStates, languages, topicGroups } from './client.ts';
import { textKinds } from './outbox/frame.ts';
import type { Delivery } from './data/delivery-log.queries.ts';
import { decideDelivery, deliveryDecisions } from './outbox/decide-delivery.ts';
import { channelInput, listChannels, saveChannel } from './channels/edit-channels.ts';
import { choicesInput, getChoices, saveChoices } from './channels/edit-choices.ts';
import {
  getQuietHours,
  getSchedule,
  quietInput,
  saveQuietHours,
  saveSchedule,
  scheduleInput,
} from './texts/edit-schedule.ts';
import { oneClickRoutes, webhookRoutes } from './guests/http-calls.ts';
import { listTemplates, previewTemplate, resetTemplate, saveTemplate, templateText } from './texts/edit-templates.ts';
import { getDelivery, listDeliveries } from './outbox/list-deliveries.ts';
import { trialInput, tryChannel } from './channels/try-channel.ts';

const tags = ['notifications'];
const deliverySchema = z.object({
  id: z.number(),
  memberNumber: z.string(),
  memberName: z.string(),
  library: libraryName,
  channel: z.enum(deliveryChannels),
  state: z.enum(deliveryStates),
  outcome: z.string().nullable().describe('stable code of what came of it so far'),
  outcomeDetail: z.string().nullable().describe('what the carrier said'),
  receipt: z.enum(['delivered', 'read']).nullable(),
  attempts: z.number(),
  topics: z.array(z.string()).describe('kinds of what it tells'),
  createdAt: isoInstant,
  nextAttemptAt: isoInstant,
  finishedAt: isoInstant.nullable(),
});
const choiceSchema = z.object({ group: z.enum(topicGroups), channel: z.enum(channels), wanted: z.boolean() });
const choicesView = z.object({
  choices: z.array(choiceSchema),
  reach: z.record(z.enum(channels), z.object({ open: z.boolean(), address: z.boolean() })),
});
const scope = {
  library: libraryRef.optional().describe('left out: the network'),
  category: z.string().trim().min(1).max(30).optional().describe('code of a member category; left out: all'),
};

const view = ({ libraryId, libraryCode, libraryName: name, timeZone, ...delivery }: Delivery) => ({
  ...delivery,
  library: { id: libraryId, code: libraryCode, name, timeZone },
});

async function scopeOf(
  ctx: Ctx,
  { library, category }: { library?: LibraryRef | undefined; category?: string | undefined },
) {
  return {
    libraryId: await resolveLibraryId(ctx, library),
    categoryId: category === undefined ? null : (await getCategory(ctx, category)).id,
  };
}

/** Notices: what was sent and what came of it, choices, texts, schedule, channels, and the carriers' calls. */
const notificationsApi: ApiModule = async (api, services) => {
  deliveryRoutes(api);
  choiceRoutes(api, services);
  settingRoutes(api, services);
  await webhookRoutes(api, services);
  await oneClickRoutes(api, services);
};

function deliveryRoutes(api: Api): void {
  api.get(
    '/deliveries',
    {
      config: { access: { may: 'notices.read' } },
      schema: {
        tags,
        summary: 'Messages to members and what came of them, newest first',
        querystring: z.object({
          memberNumber: z.string().trim().min(1).max(30).optional(),
          state: z.enum(deliveryStates).optional(),
          channel: z.enum(deliveryChannels).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(deliverySchema) },
      },
    },
    async (request) => {
      const { memberNumber, state, channel, cursor, limit } = request.query;
      const before = decodeCursor(cursor, z.tuple([z.number()]));
      const { data, next } = await listDeliveries(request.ctx, {
        limit,
        ...(memberNumber !== undefined && { memberNumber }),
        ...(state !== undefined && { states: [state] }),
        ...(channel !== undefined && { channel }),
        ...(before && { beforeId: before[0] }),
      });
      return { data: data.map(view), next };
    },
  );

  api.get(
    '/deliveries/:id',
    {
      config: { access: { may: 'notices.read' } },
      schema: { tags, summary: 'One message', params: idParam, response: { 200: deliverySchema } },
    },
    async (request) => view(await getDelivery(request.ctx, request.params.id)),
  );

  api.post(
    '/deliveries/:id/decide',
    {
      config: { access: { may: 'notices.send' } },
      schema: {
        tags,
        summary: 'Send a failed or unknown message again, say that it arrived or was sent by hand, or drop it',
        params: idParam,
        body: z.object({
          decision: z.enum(deliveryDecisions),
          reason: z.string().max(300).optional().describe('why; needed to drop one'),
        }),
        response: { 200: deliverySchema },
      },
    },
    async (request) => {
      const { decision, reason } = request.body;
      return view(await decideDelivery(request.ctx, request.params.id, decision, reason ?? null));
    },
  );
}

function choiceRoutes(api: Api, services: Services): void {
  const params = z.object({ number: z.string().min(1).max(30) });
  api.get(
    '/members/:number/notice-choices',
    {
      config: { access: { may: 'members.read' } },
      schema: { tags, summary: 'What a member wants to be told, and how', params, response: { 200: choicesView } },
    },
    async (request) => getChoices(request.ctx, services, request.params.number),
  );
  api.put(
    '/members/:number/notice-choices',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Writes down what a member wants; what is left out stays',
        params,
        body: z.object({ choices: choicesInput }),
        response: { 200: choicesView },
      },
    },
    async (request) => {
      await saveChoices(request.ctx, request.params.number, request.body.choices);
      return getChoices(request.ctx, services, request.params.number);
    },
  );
}

function settingRoutes(api: Api, services: Services): void {
  const textTopic = z.enum(textKinds(services.notices).map((kind) => kind.topic));
  const key = z.object({
    topic: textTopic,
    channel: z.enum(channels),
    language: z.enum(languages),
    ...scope,
  });
  const template = templateText.extend({
    topic: textTopic,
    origin: z.enum(['own', 'inherited', 'shipped']),
    placeholders: z.array(z.string()),
  });
  const days = scheduleInput(services.notices);
  const daysView = listOf(
    z.object({
      topic: z.enum(Object.keys(days.shape)),
      own: z.union([z.number(), z.enum(['off', 'inherit'])]),
      days: z.number().nullable().describe('what holds; null = off'),
    }),
  );
  api.get(
    '/notice-templates',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'Texts of notices on a channel in a language',
        querystring: z.object({ channel: z.enum(channels), language: z.enum(languages), ...scope }),
        response: { 200: listOf(template) },
      },
    },
    async (request) => {
      const { channel, language } = request.query;
      const about = { channel, language, ...(await scopeOf(request.ctx, request.query)) };
      const data = await listTemplates(request.ctx, services, about);
      return { data: data.map(({ text, ...rest }) => ({ ...rest, ...text })), next: null };
    },
  );
  api.put(
    '/notice-templates',
    {
      config: { access: { may: 'notices.manage' } },
      schema: { tags, summary: 'Writes a text', body: key.extend(templateText.shape), response: { 204: z.void() } },
    },
    async (request, reply) => {
      const { topic, channel, language, subject, body } = request.body;
      const about = { topic, channel, language, ...(await scopeOf(request.ctx, request.body)) };
      await saveTemplate(request.ctx, services, about, { subject, body });
      return reply.code(204).send();
    },
  );
  api.delete(
    '/notice-templates',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'Goes back to the wider or the shipped text',
        querystring: key,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const { topic, channel, language } = request.query;
      const about = { topic, channel, language, ...(await scopeOf(request.ctx, request.query)) };
      await resetTemplate(request.ctx, services, about);
      return reply.code(204).send();
    },
  );
  api.post(
    '/notice-templates/preview',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'A message as it would look with these words, with made-up values',
        body: key.extend(templateText.shape),
        response: { 200: templateText },
      },
    },
    async (request) => {
      const { topic, channel, language, subject, body } = request.body;
      const about = { topic, channel, language, ...(await scopeOf(request.ctx, request.body)) };
      return previewTemplate(request.ctx, services, about, { subject, body });
    },
  );
  api.get(
    '/notice-schedules',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'On which days members are reminded',
        querystring: z.object(scope),
        response: { 200: daysView },
      },
    },
    async (request) => ({
      data: await getSchedule(request.ctx, services, await scopeOf(request.ctx, request.query)),
      next: null,
    }),
  );
  api.put(
    '/notice-schedules',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'Sets the days of reminders; `inherit` = as more widely, `off` = not at all',
        body: z.object({ days, ...scope }),
        response: { 200: daysView },
      },
    },
    async (request) => {
      const where = await scopeOf(request.ctx, request.body);
      await saveSchedule(request.ctx, services, where, request.body.days);
      return { data: await getSchedule(request.ctx, services, where), next: null };
    },
  );
  const channelView = z.object({
    channel: z.enum(channels),
    enabled: z.boolean(),
    open: z.boolean().describe('switched on and complete'),
    config: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.boolean()).describe('which secrets are set; they are never shown'),
  });
  api.get(
    '/notice-channels',
    {
      config: { access: { may: 'notices.manage', network: true } },
      schema: {
        tags,
        summary: 'How carriers are reached',
        response: { 200: listOf(channelView) },
      },
    },
    async (request) => ({ data: await listChannels(request.ctx, services), next: null }),
  );
  api.put(
    '/notice-channels/:channel',
    {
      config: { access: { may: 'notices.manage', network: true } },
      schema: {
        tags,
        summary: 'Sets how a carrier is reached; empty secrets stay as they are',
        params: z.object({ channel: z.enum(channels) }),
        body: channelInput,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await saveChannel(request.ctx, services, request.params.channel, request.body);
      return reply.code(204).send();
    },
  );
  api.post(
    '/notice-channels/:channel/try',
    {
      config: { access: { may: 'notices.manage', network: true } },
      schema: {
        tags,
        summary: 'Sends one message to an address, a telephone number or (push, Telegram) a member by number',
        params: z.object({ channel: z.enum(channels) }),
        body: trialInput,
        response: {
          200: z.object({
            state: z.enum(['sent', 'retry', 'failed', 'unknown']),
            code: z.string(),
            detail: z.string().nullable().describe('what the carrier said'),
          }),
        },
      },
    },
    async (request) => tryChannel(request.ctx, services, request.params.channel, request.body),
  );
  quietRoutes(api);
}

function quietRoutes(api: Api): void {
  const hours = quietInput.nullable();
  const library = scope.library;
  const answer = z.object({ own: hours.describe('null = as the network'), network: hours });
  const idOf = async (ctx: Ctx, named: LibraryRef | undefined) => (await scopeOf(ctx, { library: named })).libraryId;
  api.get(
    '/quiet-hours',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'When nobody is disturbed, in minutes from midnight in the zone of the library',
        querystring: z.object({ library }),
        response: { 200: answer },
      },
    },
    async (request) => getQuietHours(request.ctx, await idOf(request.ctx, request.query.library)),
  );
  api.put(
    '/quiet-hours',
    {
      config: { access: { may: 'notices.manage' } },
      schema: {
        tags,
        summary: 'Sets the quiet hours of a library or the network; null = as the network',
        body: z.object({ hours, library }),
        response: { 200: answer },
      },
    },
    async (request) => {
      const id = await idOf(request.ctx, request.body.library);
      await saveQuietHours(request.ctx, id, request.body.hours);
      return getQuietHours(request.ctx, id);
    },
  );
}

/** Its routes. */
export const api: readonly ApiModule[] = [notificationsApi];
