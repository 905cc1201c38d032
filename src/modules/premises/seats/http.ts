import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { platformErrors } from '#platform/errors';
import { cancelReservation, checkInReservation, decideReservation } from './change-reservation.ts';
import { RESERVATION_STATUSES, SEAT_KINDS } from './client.ts';
import { editRoutes } from './http-edit.ts';
import { reserveSeat } from './reserve-seat.ts';
import { listSeats, ownReservations, reservationsOn, seatDay } from './view-seats.ts';

const code = z.string().trim().min(1).max(100);
const seatSchema = z.object({
  id: z.number(),
  library: libraryName,
  kind: z.enum(SEAT_KINDS),
  name: z.string(),
  note: z.string(),
  capacity: z.number(),
  slotMinutes: z.number(),
  maxSlotsPerDay: z.number(),
  needsApproval: z.boolean(),
});
const reservationSchema = z.object({
  id: z.number(),
  seatId: z.number(),
  seatName: z.string(),
  kind: z.enum(SEAT_KINDS),
  library: libraryName,
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  startsAt: isoInstant,
  endsAt: isoInstant,
  people: z.number(),
  purpose: z.string(),
  status: z.enum(RESERVATION_STATUSES),
});
const none = { 204: z.null() };

/** Rooms, computers and study seats. */
const seatsApi: ApiModule = (api) => {
  const tags = ['seats'];
  editRoutes(api);
  api.get(
    '/seats',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What can be reserved',
        querystring: z.object({ library: libraryRef.optional() }),
        response: { 200: listOf(seatSchema) },
      },
    },
    async ({ ctx, query }) => ({
      data: await listSeats(
        ctx,
        query.library === undefined ? {} : { libraryId: (await resolveLibrary(ctx, query.library)).id },
      ),
      next: null,
    }),
  );
  api.get(
    '/seats/:id/slots',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The slots of a day',
        params: idParam,
        querystring: z.object({ date: day }),
        response: {
          200: listOf(z.object({ startsAt: isoInstant, endsAt: isoInstant, state: z.enum(['free', 'taken', 'past']) })),
        },
      },
    },
    async ({ ctx, params, query }) => ({ data: await seatDay(ctx, params.id, query.date), next: null }),
  );
  api.get(
    '/seat-reservations',
    {
      config: { access: { may: 'bookings.place', orMember: true } },
      schema: {
        tags,
        summary: 'Members: their own; desks: those of a library on a day',
        querystring: z.object({ library: libraryRef.optional(), date: day.optional() }),
        response: { 200: listOf(reservationSchema) },
      },
    },
    async ({ ctx, query: { library, date } }) => {
      if (ctx.actor.kind === 'member' && (library === undefined || date === undefined)) {
        return { data: await ownReservations(ctx), next: null };
      }
      if (library === undefined) throw platformErrors.invalidInput({}, { library: 'required' });
      if (date === undefined) throw platformErrors.invalidInput({}, { date: 'required' });
      return { data: await reservationsOn(ctx, (await resolveLibrary(ctx, library)).id, date), next: null };
    },
  );
  api.post(
    '/seat-reservations',
    {
      config: { access: { may: 'bookings.place', orMember: true } },
      schema: {
        tags,
        summary: 'Reserve a place for some slots',
        body: z.object({
          seatId: z.number().int().positive(),
          startsAt: isoInstant,
          slots: z.number().int().min(1).max(32).default(1),
          people: z.number().int().min(1).max(500).default(1),
          purpose: z.string().max(200).default(''),
          memberNumber: code.optional().describe('left out by members'),
        }),
        response: { 201: reservationSchema },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await reserveSeat(ctx, body)),
  );
  api.delete(
    '/seat-reservations/:id',
    {
      config: { access: { may: 'bookings.place', orMember: true } },
      schema: { tags, summary: 'Take a reservation back', params: idParam, response: none },
    },
    async ({ ctx, params }, reply) => {
      await cancelReservation(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/seat-reservations/:id/decide',
    {
      config: { access: { may: 'bookings.place' } },
      schema: {
        tags,
        summary: 'Say yes or no to what waits for approval',
        params: idParam,
        body: z.object({ approve: z.boolean() }),
        response: none,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideReservation(ctx, params.id, body.approve);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/seat-reservations/:id/check-in',
    {
      config: { access: { may: 'bookings.place' } },
      schema: { tags, summary: 'The reader has come', params: idParam, response: none },
    },
    async ({ ctx, params }, reply) => {
      await checkInReservation(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [seatsApi];
