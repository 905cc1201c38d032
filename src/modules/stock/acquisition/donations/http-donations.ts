import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import { idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { donationInput, givenBookInput } from './donation-schema.ts';
import { getDonation, listDonations, thankYouPdf } from './view-donations.ts';
import { acceptGivenBook, addGivenBook, createDonation, thankDonor } from './write-donation.ts';

const tags = ['donations'];
const donationBody = z.object({
  id: z.number(),
  number: z.string(),
  library: libraryName,
  donorName: z.string(),
  donorAddress: z.string(),
  donorContact: z.string(),
  receivedOn: z.iso.date(),
  note: z.string(),
  createdAt: isoInstant,
  createdBy: z.string(),
  letterId: z.number().nullable().describe('the letter of thanks'),
  copies: z.number(),
  accepted: z.number(),
  undecided: z.number().describe('titles that wait for a decision'),
});
const detailBody = donationBody.extend({
  books: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      author: z.string().nullable(),
      publisher: z.string().nullable(),
      year: z.number().nullable(),
      isbn: z.string().nullable(),
      copies: z.number(),
      accepted: z.number().nullable().describe('how many are kept; null = not decided yet'),
      declinedReason: z.string().nullable(),
      bibId: z.number().nullable(),
      barcodes: z.array(z.string()),
    }),
  ),
});

/** Books that people and bodies give. */
export function donationRoutes(api: Api, config: Config): void {
  api.get(
    '/donations',
    {
      config: { access: { may: 'donations.manage' } },
      schema: {
        tags,
        summary: 'Gifts, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(donationBody) },
      },
    },
    async ({ ctx, query }) => listDonations(ctx, query),
  );
  api.post(
    '/donations',
    {
      config: { access: { may: 'donations.manage' } },
      schema: {
        tags,
        summary: 'Somebody gives books',
        body: donationInput.extend({ library: libraryRef }),
        response: { 201: detailBody },
      },
    },
    async ({ ctx, body: { library, ...donation } }, reply) => {
      const { id } = await resolveLibrary(ctx, library);
      return reply.code(201).send(await getDonation(ctx, await createDonation(ctx, id, donation)));
    },
  );
  api.get(
    '/donations/:id',
    {
      config: { access: { may: 'donations.manage' } },
      schema: { tags, summary: 'A gift with its books', params: idParam, response: { 200: detailBody } },
    },
    async ({ ctx, params }) => getDonation(ctx, params.id),
  );
  api.post(
    '/donations/:id/books',
    {
      config: { access: { may: 'donations.manage' } },
      schema: { tags, summary: 'One more title', params: idParam, body: givenBookInput, response: { 201: detailBody } },
    },
    async ({ ctx, params, body }, reply) => {
      await addGivenBook(ctx, params.id, body);
      return reply.code(201).send(await getDonation(ctx, params.id));
    },
  );
  api.post(
    '/donations/:id/books/:book/decide',
    {
      config: { access: { may: 'donations.manage' } },
      schema: {
        tags,
        summary: 'How many copies are kept; they enter the register as hibah',
        params: idParam.extend({ book: z.coerce.number().int().positive() }),
        body: z.object({
          accepted: z.number().int().min(0).max(1000),
          declinedReason: z.string().max(300).nullable().default(null).describe('needed where not all are kept'),
          itemType: z.string().min(1).max(40),
        }),
        response: { 200: detailBody },
      },
    },
    async ({ ctx, params, body }) => {
      await acceptGivenBook(ctx, params.id, { bookId: params.book, ...body });
      return getDonation(ctx, params.id);
    },
  );
  api.post(
    '/donations/:id/thank',
    {
      config: { access: { may: 'donations.manage' } },
      schema: { tags, summary: 'Write the letter of thanks', params: idParam, response: { 201: detailBody } },
    },
    async ({ ctx, params }, reply) => {
      await thankDonor(ctx, params.id);
      return reply.code(201).send(await getDonation(ctx, params.id));
    },
  );
  api.get(
    '/donations/:id/letter',
    {
      config: { access: { may: 'donations.manage' } },
      schema: { tags, summary: 'The letter of thanks as PDF', params: idParam },
    },
    async (request, reply) => {
      const origin = originOf(config, request);
      const { fileName, body } = await thankYouPdf(request.ctx, config, request.params.id, origin);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
}
