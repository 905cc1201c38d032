import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idText } from '#platform/requests/bounds';
import { cutPage, expectedVersion, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { listAuthors, removeAuthor } from './edit-authors.ts';
import { inviteAuthor, renewInvitation, revokeInvitation } from './invite-author.ts';
import { VERDICTS } from '../client.ts';
import { courseReview, reviewCourse } from '../publishing/review-course.ts';

const tags = ['courses'];
const access = { may: 'courses.manage' } as const;
/** Who answers for a course, and who writes it with them. */
const writers = { may: ['courses.manage', 'courses.teach'] } as const;
const gone = { 204: z.null() };
const side = z.enum(['library', 'author']);
const told = z.object({
  id: z.number(),
  token: z.string().describe('shown once; `/undangan-menulis/<token>` accepts it'),
  expiresAt: isoInstant,
});
const authorSchema = z.object({
  accountId: z.number(),
  name: z.string(),
  invitedBy: z.string(),
  at: isoInstant,
  isClosed: z.boolean().describe('the account is closed: they write no more'),
});
const invitationSchema = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('where the account will be'),
  name: z.string(),
  email: z.string(),
  invitedBy: z.string(),
  at: isoInstant,
  expiresAt: isoInstant,
  isOver: z.boolean(),
  mail: z
    .string()
    .nullable()
    .describe('what became of the mail (`sent`, `pending`, `sending`, `phone` = not sent); null = none was sent'),
});
const reviewSchema = z.object({
  isManager: z.boolean(),
  authors: z.array(z.string()),
  asked: side.nullable().describe('which side is to agree before it is published'),
  agreed: z.boolean(),
  mayJudge: z.boolean(),
  reviews: z.array(
    z.object({
      id: z.number(),
      side,
      byName: z.string(),
      verdict: z.enum(VERDICTS),
      words: z.string(),
      at: isoInstant,
    }),
  ),
});

/** Who writes a course with us, and what both sides say of it. */
export function authorRoutes(api: Api): void {
  api.get(
    '/course-sources/:id/authors',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Who of another house writes a course',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(authorSchema) },
      },
    },
    async ({ ctx, params, query }) =>
      cutPage((await listAuthors(ctx, params.id)).authors, query, ({ accountId }) => accountId),
  );
  api.get(
    '/course-sources/:id/invitations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Who was asked to write a course and has not answered yet',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(invitationSchema) },
      },
    },
    async ({ ctx, params, query }) => {
      const { invitations } = await listAuthors(ctx, params.id);
      const named = await nameLibraries(ctx);
      const all = invitations.map(({ libraryId, ...one }) => ({ ...one, library: named(libraryId) }));
      return cutPage(all, query, (one) => one.id);
    },
  );
  api.delete(
    '/course-sources/:id/authors/:account',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Let somebody write a course no more; their account stays',
        params: idParam.extend({ account: idText }),
        response: gone,
      },
    },
    async ({ ctx, params }, reply) => {
      await removeAuthor(ctx, params.id, params.account);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/course-sources/:id/invitations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Invite somebody of another house to write a course: an educator by a link, nothing more',
        params: idParam,
        body: z.object({
          name: z.string().min(1).max(200),
          email: z.string().max(254).default(''),
          library: libraryRef
            .nullable()
            .default(null)
            .describe('of a course of the network: where the account will be'),
        }),
        response: { 201: told },
      },
    },
    async ({ ctx, params, body: { library, ...body } }, reply) =>
      reply
        .code(201)
        .send(await inviteAuthor(ctx, params.id, { ...body, libraryId: await resolveLibraryId(ctx, library) })),
  );
  api.post(
    '/course-invitations/:id/renew',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a new link for an invitation; the one from before opens nothing',
        params: idParam,
        response: { 200: told },
      },
    },
    async ({ ctx, params }) => renewInvitation(ctx, params.id),
  );
  api.delete(
    '/course-invitations/:id',
    { config: { access }, schema: { tags, summary: 'Take an invitation back', params: idParam, response: gone } },
    async ({ ctx, params }, reply) => {
      await revokeInvitation(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/course-sources/:id/reviews',
    {
      config: { access: writers },
      schema: {
        tags,
        summary: 'How a course stands between those who answer for it and those of another house',
        params: idParam,
        response: { 200: reviewSchema },
      },
    },
    async ({ ctx, params }) => courseReview(ctx, params.id),
  );
  api.post(
    '/course-sources/:id/reviews',
    {
      config: { access: writers, ifMatch: true },
      schema: {
        tags,
        summary: 'Agree to a course that the other side submitted, or ask for changes in words',
        params: idParam,
        body: z.object({ verdict: z.enum(VERDICTS), words: z.string().max(2000).default('') }),
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const { ctx, params, body } = request;
      await reviewCourse(ctx, params.id, { ...body, version: expectedVersion(request) });
      return courseReview(ctx, params.id);
    },
  );
}
