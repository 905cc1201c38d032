import { z } from 'zod';
import { libraryName, libraryParam, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { createBookingSet, listBookingSets, removeBookingSet } from './booking-sets.ts';
import { BOOKING_STATUSES } from './client.ts';
import { cancelBooking } from './end-booking.ts';
import { getBooking, listBookings } from './list-bookings.ts';
import { placeBooking } from './place-booking.ts';

const code = z.string().trim().min(1).max(100);
const bookingSchema = z.object({
  id: z.number(),
  status: z.enum(BOOKING_STATUSES),
  memberNumber: z.string(),
  memberName: z.string(),
  library: libraryName,
  startsAt: isoInstant,
  endsAt: isoInstant,
  purpose: z.string(),
  items: z.array(
    z.object({
      barcode: z.string(),
      bibId: z.number(),
      title: z.string(),
      collected: z.boolean(),
      active: z.boolean().describe('false = the copy is free again'),
    }),
  ),
  placedAt: isoInstant,
  placedBy: z.string(),
  endedAt: isoInstant.nullable(),
});
const setSchema = z.object({
  id: z.number(),
  name: z.string(),
  items: z.array(z.object({ barcode: z.string(), bibId: z.number(), title: z.string() })),
});

/** Copies, alone or as a set, promised to a member for a period. */
const bookingsApi: ApiModule = (api) => {
  const tags = ['bookings'];

  api.get(
    '/bookings',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: {
        tags,
        summary: 'Bookings in the order of placing; members see their own',
        querystring: z.object({
          library: libraryRef.optional(),
          memberNumber: code.optional(),
          itemBarcode: code.optional(),
          status: z.enum(BOOKING_STATUSES).optional(),
          from: isoInstant.optional().describe('with `to`: those that touch this time'),
          to: isoInstant.optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(bookingSchema) },
      },
    },
    async ({ ctx, query: { library, memberNumber, itemBarcode, status, from, to, cursor, limit } }) =>
      listBookings(ctx, {
        limit,
        ...(library !== undefined && { libraryId: (await resolveLibrary(ctx, library)).id }),
        ...(memberNumber !== undefined && { memberNumber }),
        ...(itemBarcode !== undefined && { itemBarcode }),
        ...(status !== undefined && { status }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(cursor !== undefined && { cursor }),
      }),
  );
  api.post(
    '/bookings',
    {
      config: { access: { may: 'bookings.place', orMember: true } },
      schema: {
        tags,
        summary: 'Book copies, a set, or any copy of a title for a period: all or none',
        body: z.object({
          memberNumber: code.optional().describe('left out by members'),
          itemBarcodes: z.array(code).max(50).default([]),
          setId: z.number().int().positive().optional(),
          bibId: z.number().int().positive().optional().describe('any copy of this record that is free then'),
          library: libraryRef.optional().describe('with `bibId`: only copies of this library'),
          startsAt: isoInstant,
          endsAt: isoInstant,
          purpose: z.string().max(200).default(''),
        }),
        response: { 201: bookingSchema },
      },
    },
    async ({ ctx, body: { library, ...body } }, reply) => {
      const libraryId = library === undefined ? null : (await resolveLibrary(ctx, library)).id;
      return reply.code(201).send(await placeBooking(ctx, { ...body, libraryId }));
    },
  );
  api.get(
    '/bookings/:id',
    {
      config: { access: { may: 'loans.read', orMember: true } },
      schema: { tags, summary: 'A booking', params: idParam, response: { 200: bookingSchema } },
    },
    async ({ ctx, params }) => getBooking(ctx, params.id),
  );
  api.delete(
    '/bookings/:id',
    {
      config: { access: { may: 'bookings.place', orMember: true } },
      schema: { tags, summary: 'Take a booking back', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await cancelBooking(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/libraries/:library/booking-sets',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Copies that are booked together',
        params: libraryParam,
        response: { 200: listOf(setSchema) },
      },
    },
    async ({ ctx, params }) => ({
      data: await listBookingSets(ctx, (await resolveLibrary(ctx, params.library)).id),
      next: null,
    }),
  );
  api.post(
    '/libraries/:library/booking-sets',
    {
      config: { access: { may: 'bookings.place' } },
      schema: {
        tags,
        summary: 'Make a set',
        params: libraryParam,
        body: z.object({ name: z.string().min(1).max(80), itemBarcodes: z.array(code).min(2).max(50) }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, params.library);
      return reply.code(201).send({ id: await createBookingSet(ctx, libraryId, body) });
    },
  );
  api.delete(
    '/booking-sets/:id',
    {
      config: { access: { may: 'bookings.place' } },
      schema: { tags, summary: 'Take a set apart', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeBookingSet(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [bookingsApi];
