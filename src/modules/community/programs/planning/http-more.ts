import { z } from 'zod';
import { nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { guestsToCall, noteCalled } from '../attendance/call-guests.ts';
import { countGuest } from '../attendance/count-guest.ts';
import { cloneProgram } from './edit-programs.ts';
import { enrolInSeries } from '../enrolment/enrol.ts';
import { forgetGuest } from '../attendance/forget-guest.ts';
import { enrolmentBody, enrolmentSchema, shownEnrolment } from '../http-schemas.ts';
import { sendTicketAgain } from '../enrolment/send-ticket-again.ts';
import { getProgram } from './view-programs.ts';

const callSchema = z.object({
  id: z.number(),
  about: z.string().describe('what it is about, such as program_enrolment:12'),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  text: z.string(),
  since: isoInstant,
});

/** Copies of programmes, whole series, tickets that were lost, and guests whom nothing reaches by itself. */
export function moreRoutes(api: Api, services: MoreServices): void {
  const { secrets, personalData } = services;
  const tags = ['programs'];
  const manage = { access: { may: 'programs.manage' } } as const;
  api.post(
    '/programs/:id/clone',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Copy a programme as a draft, with its sessions moved by so many days',
        params: idParam,
        body: z.object({
          moveDays: z.int().min(-3660).max(3660).default(0),
          asTemplate: z.boolean().default(false),
          nextEdition: z.boolean().default(false).describe('its edition counts on'),
        }),
        response: { 201: z.object({ id: z.number().describe('of the copy') }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await cloneProgram(ctx, params.id, body) }),
  );
  api.post(
    '/enrolments/series',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Enrol in every programme of a series that takes enrolments, all or none',
        description:
          'The body is that of an enrolment in one programme of the series. Where they are enrolled already they stay so.',
        body: enrolmentBody,
        response: { 201: listOf(enrolmentSchema) },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      await countGuest(ctx, secrets, { ip, contact: body.contact ?? '' });
      const { library, ...fields } = body;
      const enrolled = await enrolInSeries(ctx, { ...fields, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send({ data: enrolled.map(shownEnrolment(await nameLibraries(ctx))), next: null });
    },
  );
  api.post(
    '/programs/:id/send-ticket-again',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Send a guest their ticket once more, to where it went; whether anybody was found is not said',
        params: idParam,
        body: z.object({ contact: z.string().min(1).max(200).describe('e-mail address or telephone number') }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body, ip }, reply) => {
      const { slug } = await getProgram(ctx, params.id);
      await sendTicketAgain(ctx, secrets, slug, body, ip);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/tickets/:ticket/forget-guest',
    {
      config: { access: { secret: 'the code of the ticket' } },
      schema: {
        tags,
        summary:
          'Forget the guest of a ticket: a seat that is to come goes to the queue, and the ticket opens nothing more',
        params: z.object({ ticket: z.string().min(1).max(60) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await forgetGuest(ctx, personalData, params.ticket);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/programs/:id/calls',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Guests and speakers whom nothing reached by itself: somebody calls or writes them',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(callSchema) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await guestsToCall(ctx, services, params.id), query, (one) => one.id),
  );
  api.post(
    '/programs/:id/calls/:call/mark-told',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Write down that somebody was told by a person',
        params: idParam.extend({ call: idParam.shape.id }),
        response: { 200: z.object({ noted: z.boolean().describe('false: somebody has done it already') }) },
      },
    },
    async ({ ctx, params }) => ({ noted: await noteCalled(ctx, params.id, params.call) }),
  );
}

type MoreServices = Pick<Services, 'config' | 'secrets' | 'personalData' | 'notices'>;
