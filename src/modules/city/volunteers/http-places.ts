import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { INVITATION_STATES, SKILLS } from './rules/terms.ts';
import { inviteVolunteer } from './shifts/invite.ts';
import { matchShift } from './shifts/match-shift.ts';
import { giveOutPlace, takeOutPlace } from './shifts/take-place.ts';

const tags = ['volunteers'];
const access = { may: 'volunteers.manage' } as const;
const match = z.object({
  id: z.number(),
  name: z.string(),
  skills: z.array(z.enum(SKILLS)).describe('what they can that the task wants'),
  onTheirDay: z.boolean(),
  recentMinutes: z.number().describe('how long they helped in the last 90 days'),
});
const invitation = z.object({
  id: z.number(),
  volunteerId: z.number(),
  name: z.string(),
  state: z.enum(INVITATION_STATES),
  invitedAt: isoInstant,
  invitedBy: z.string(),
  answeredAt: isoInstant.nullable(),
});
const whom = z.object({ volunteerId: id });

/** Who fits a shift, whom staff ask, and whom they put there. */
export function placesApi(api: Api): void {
  api.get(
    '/volunteer-shifts/:id/matches',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Who may help in a shift with places left, who fits best and helped least lately first',
        params: idParam,
        response: { 200: listOf(match) },
      },
    },
    async ({ ctx, params }) => ({ data: (await matchShift(ctx, params.id)).matches, next: null }),
  );
  api.get(
    '/volunteer-shifts/:id/invitations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Whom staff asked to help, and what they said',
        params: idParam,
        response: { 200: listOf(invitation) },
      },
    },
    async ({ ctx, params }) => ({ data: (await matchShift(ctx, params.id)).invitations, next: null }),
  );
  api.post(
    '/volunteer-shifts/:id/invitations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask somebody to help, once; they are told and answer on their page',
        params: idParam,
        body: whom,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ id: await inviteVolunteer(ctx, params.id, body.volunteerId) }),
  );
  api.post(
    '/volunteer-shifts/:id/places',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Give somebody a place who asked for it; where it is full they wait',
        params: idParam,
        body: whom,
        response: { 201: z.object({ status: z.enum(['confirmed', 'waiting', 'cancelled']) }) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ status: await giveOutPlace(ctx, params.id, body.volunteerId) }),
  );
  api.delete(
    '/volunteer-places/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take somebody out of a shift that has not begun; they are told, and the next one has the place',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await takeOutPlace(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
