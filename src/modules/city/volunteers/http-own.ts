import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { idParam, isoInstant, type Api } from '#platform/requests/http';
import type { Shift } from './client.ts';
import { askPaper } from './papers/ask-paper.ts';
import { ownPapers } from './papers/view-papers.ts';
import { leave } from './people/forget.ts';
import { offerHelp } from './people/offer.ts';
import { viewOwnPage } from './people/own-page.ts';
import { VOLUNTEER_STATES } from './rules/terms.ts';
import { offerInput, periodInput } from './schema.ts';
import { answerInvitation } from './shifts/invite.ts';
import { giveBack, takePlace } from './shifts/take-place.ts';

const tags = ['volunteers'];
const access = 'member';
const status = z.enum(['confirmed', 'waiting', 'cancelled']);
const shift = z.object({
  id: z.number(),
  title: z.string(),
  library: libraryName,
  startsAt: isoInstant,
  endsAt: isoInstant,
  placesLeft: z.number(),
});
const own = z.object({
  state: z.enum(VOLUNTEER_STATES),
  library: libraryName,
  answerBy: day,
  answer: z.string(),
  ticket: z.string().describe('read at the door'),
  ahead: z.array(shift.extend({ status })),
  open: z.array(shift.extend({ suits: z.boolean().describe('on a day of theirs, with something that they can') })),
  invitations: z.array(shift.extend({ invitationId: z.number() })),
  months: z.array(z.object({ month: z.string(), minutes: z.number() })),
  certificates: z.array(z.object({ fromOn: day, untilOn: day, code: z.string(), number: z.string() })),
});

const shown = ({ id, task, startsAt, endsAt, places, taken }: Shift) => ({
  ...{ id, title: task.title, library: task.library, startsAt, endsAt, placesLeft: Math.max(0, places - taken) },
});

function ofOffers(api: Api): void {
  api.post(
    '/volunteers',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Offer to help; a member who is signed in leaves name and contact empty',
        body: offerInput.omit({ libraryId: true }).extend({ library: libraryRef }),
        response: { 201: z.object({ ticket: z.string().describe('opens their page, and is read at the door') }) },
      },
    },
    async ({ ctx, body: { library, ...offer }, ip }, reply) =>
      reply.code(201).send(await offerHelp(ctx, { ...offer, libraryId: (await resolveLibrary(ctx, library)).id, ip })),
  );
  api.get(
    '/volunteers/own',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What the member who is signed in offered: shifts, invitations, hours and certificates',
        response: { 200: own },
      },
    },
    async ({ ctx }) => {
      const { volunteer, ahead, open, invited, months } = await viewOwnPage(ctx, 'account');
      const { papers } = await ownPapers(ctx, 'account');
      const { state, library, answerBy, answer, ticket } = volunteer;
      return {
        ...{ state, library, answerBy, answer, ticket, months },
        ahead: ahead.map((one) => ({ ...shown(one.shift), status: one.place.status })),
        open: open.map((one) => ({ ...shown(one.shift), suits: one.suits })),
        invitations: invited.map((one) => ({ ...shown(one.shift), invitationId: one.invitation.id })),
        certificates: papers.filter(({ revokedAt }) => revokedAt === null),
      };
    },
  );
  api.delete(
    '/volunteers/own',
    {
      config: { access },
      schema: { tags, summary: 'Leave and be forgotten; hours stay without a name', response: { 204: z.null() } },
    },
    async ({ ctx }, reply) => {
      await leave(ctx, 'account');
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/volunteers/own/certificate-wishes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask for a certificate of hours over days that are over; staff confirm it',
        body: periodInput,
        response: { 201: z.object({ fromOn: day, untilOn: day }) },
      },
    },
    async ({ ctx, body }, reply) => {
      await askPaper(ctx, 'account', body);
      return reply.code(201).send(body);
    },
  );
}

function ofPlaces(api: Api): void {
  api.post(
    '/volunteer-shifts/:id/own-places',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a place in a shift, or wait where it is full',
        params: idParam,
        response: { 201: z.object({ status }) },
      },
    },
    async ({ ctx, params }, reply) => reply.code(201).send({ status: await takePlace(ctx, 'account', params.id) }),
  );
  api.delete(
    '/volunteer-shifts/:id/own-places',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Give the place back before the shift begins; the next one who waits has it',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await giveBack(ctx, 'account', params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/volunteer-invitations/:id/answer',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say yes or no to helping in a shift that staff asked for',
        params: idParam,
        body: z.object({ accept: z.boolean() }),
        response: { 200: z.object({ status: status.nullable().describe('null: no') }) },
      },
    },
    async ({ ctx, params, body }) => ({
      status: await answerInvitation(ctx, 'account', { id: params.id, accept: body.accept }),
    }),
  );
}

/** What a volunteer does themselves, by their card. */
export function ownApi(api: Api): void {
  ofOffers(api);
  ofPlaces(api);
}
