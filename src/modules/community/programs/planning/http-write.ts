import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { decimalNumber } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { platformErrors } from '#platform/errors';
import { acceptOffer, refuseOffer } from '../enrolment/change-enrolment.ts';
import { changeState } from './change-state.ts';
import {
  AUDIENCES,
  PROGRAM_KINDS,
  PROGRAM_STATES,
  QUESTION_KINDS,
  SESSION_FORMATS,
  TPBIS_STRATEGIES,
} from '../client.ts';
import { changeProgram, createProgram } from './edit-programs.ts';
import { addSessions, changeSession, previewSessions, removeSession } from './edit-sessions.ts';
import { sessionSchema, wholeProgram, wholeProgramSchema } from '../http-schemas.ts';
import { MONTH_DAYS } from '../rules/recurrence.ts';
import type { RecurrenceInput } from '../schema.ts';
import { getProgram, getSession, listSessions } from './view-programs.ts';

// Strict throughout: a field that is not known is refused, never dropped in silence.

const text = (most: number) => z.string().max(most).optional();
const whole = (least: number, most: number) => z.int().min(least).max(most);
const programBody = z.strictObject({
  kind: z.enum(PROGRAM_KINDS),
  title: z.string().min(1).max(200),
  series: text(120),
  edition: whole(1, 999).nullable().optional(),
  summary: text(300),
  description: text(10_000),
  goals: text(5000),
  outcomes: text(5000),
  audience: z.enum(AUDIENCES).optional(),
  language: z.string().min(2).max(20).optional(),
  place: text(300),
  capacity: whole(1, 100_000).nullable().optional().describe('null: no limit'),
  institutionQuota: whole(1, 10_000).nullable().optional().describe('people of one institution; null: no limit'),
  needsApproval: z.boolean().optional(),
  enrolmentOpensAt: isoInstant.nullable().optional(),
  enrolmentClosesAt: isoInstant.nullable().optional(),
  offerHours: decimalNumber(1, 168).optional().describe('two decimals at most'),
  fee: whole(0, 1_000_000_000).optional().describe('rupiah'),
  funding: text(200),
  partners: z.array(z.string().min(1).max(120)).max(30).optional(),
  tpbisStrategy: z.enum(TPBIS_STRATEGIES).nullable().optional(),
  theme: text(60),
  form: z
    .array(
      z.strictObject({
        id: z.string().max(30),
        label: z.string().min(1).max(200),
        kind: z.enum(QUESTION_KINDS),
        options: z.array(z.string().min(1).max(100)).max(30).optional(),
        required: z.boolean().optional(),
        when: z
          .strictObject({ id: z.string().max(30), equals: z.string().max(200) })
          .nullable()
          .optional(),
      }),
    )
    .max(30)
    .optional()
    .describe('questions of the registration form; left out: as they are'),
  isTemplate: z.boolean().optional(),
});
const sessionBody = z.strictObject({
  title: z.string().min(1).max(200),
  format: z.enum(SESSION_FORMATS),
  startsAt: isoInstant,
  endsAt: isoInstant,
  room: text(120),
  jp: decimalNumber(0, 40).optional().describe('lesson hours of 45 minutes, two decimals at most'),
  materials: text(5000),
  speakerIds: z.array(z.int().positive()).max(30).optional(),
});
const ends = {
  until: z.iso.date().optional().describe('that day counts; this or `count`'),
  count: whole(1, 120).optional(),
};
const recurrenceBody = z.discriminatedUnion('every', [
  z.strictObject({
    every: z.literal('week'),
    interval: whole(1, 12).optional(),
    weekdays: z.array(whole(1, 7)).max(7).optional().describe('1 = Monday, beside that of the first session'),
    ...ends,
  }),
  z.strictObject({
    every: z.literal('month'),
    interval: whole(1, 12).optional(),
    on: z.enum(MONTH_DAYS).optional(),
    ...ends,
  }),
]);

/** It ends by one of the two. Refuses `platform.invalid_input` with both or neither. */
function recurrenceOf(body: z.output<typeof recurrenceBody> | undefined): RecurrenceInput | null {
  if (!body) return null;
  const { until, count, ...rule } = body;
  if (until !== undefined && count === undefined) return { ...rule, until };
  if (until === undefined && count !== undefined) return { ...rule, count };
  throw platformErrors.invalidInput({}, { 'recurrence.until': until === undefined ? 'required' : 'invalid' });
}

/** Writing programmes and their sessions, and what becomes of a seat that is offered. */
export const writeRoutes = (api: Parameters<ApiModule>[0]): void => {
  const tags = ['programs'];
  const manage = { config: { access: { may: 'programs.manage' } } } as const;
  const shown = async (ctx: Parameters<typeof getProgram>[0], id: number) =>
    wholeProgram(ctx, await getProgram(ctx, id));
  api.post(
    '/programs',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Write the draft of a programme of a library',
        body: programBody.extend({ library: libraryRef }),
        response: { 201: wholeProgramSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await shown(ctx, await createProgram(ctx, libraryId, input)));
    },
  );
  api.put(
    '/programs/:id',
    {
      ...manage,
      schema: {
        tags,
        summary:
          'Write a programme anew; what is left out has its usual value; the form, and whether it is a template, stay',
        params: idParam,
        body: programBody,
        response: { 200: wholeProgramSchema },
      },
    },
    async ({ ctx, params, body }) => {
      const { isTemplate } = await getProgram(ctx, params.id);
      await changeProgram(ctx, params.id, { isTemplate, ...body });
      return shown(ctx, params.id);
    },
  );
  api.post(
    '/programs/:id/change-state',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Bring a programme into its next state: publish, close, call off (with a reason) …',
        params: idParam,
        body: z.strictObject({ state: z.enum(PROGRAM_STATES), reason: text(500) }),
        response: { 200: wholeProgramSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await changeState(ctx, params.id, body.state, body.reason);
      return shown(ctx, params.id);
    },
  );
  api.post(
    '/programs/:id/sessions',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Add a session, or one for each day of a recurrence',
        params: idParam,
        body: sessionBody.extend({ recurrence: recurrenceBody.optional() }),
        response: { 201: listOf(sessionSchema) },
      },
    },
    async ({ ctx, params, body: { recurrence, ...input } }, reply) => {
      const made = await addSessions(ctx, params.id, input, recurrenceOf(recurrence));
      const all = await listSessions(ctx, params.id);
      return reply.code(201).send({ data: all.filter(({ id }) => made.includes(id)), next: null });
    },
  );
  api.post(
    '/programs/:id/sessions/preview',
    {
      ...manage,
      schema: {
        tags,
        summary: 'When the sessions would be that the same body adds; nothing is written',
        params: idParam,
        body: sessionBody.extend({ recurrence: recurrenceBody.optional() }),
        response: { 200: listOf(z.object({ startsAt: isoInstant, endsAt: isoInstant })) },
      },
    },
    async ({ ctx, params, body: { recurrence, ...input } }) => ({
      data: await previewSessions(ctx, params.id, input, recurrenceOf(recurrence)),
      next: null,
    }),
  );
  api.put(
    '/program-sessions/:id',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Write a session anew; participants and speakers are told of another time or place',
        params: idParam,
        body: sessionBody,
        response: { 200: sessionSchema },
      },
    },
    async ({ ctx, params, body }) => {
      await changeSession(ctx, params.id, body);
      return getSession(ctx, params.id);
    },
  );
  api.delete(
    '/program-sessions/:id',
    {
      ...manage,
      schema: { tags, summary: 'Take a session out', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeSession(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  const answer = z.strictObject({ accept: z.boolean().describe('false: the seat goes to whoever is next') });
  api.post(
    '/enrolments/:id/answer-offer',
    {
      config: { access: { may: 'programs.manage', orMember: true } },
      schema: {
        tags,
        summary: 'Take or refuse a seat that is held',
        params: idParam,
        body: answer,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await (body.accept ? acceptOffer : refuseOffer)(ctx, { id: params.id });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:ticket/answer-offer',
    {
      config: { access: { secret: 'the code of the ticket' } },
      schema: {
        tags,
        summary: 'Take or refuse a seat that is held, with the ticket of a guest',
        params: z.object({ ticket: z.string().min(1).max(60) }),
        body: answer,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await (body.accept ? acceptOffer : refuseOffer)(ctx, { ticket: params.ticket });
      return reply.code(204).send(null);
    },
  );
};
