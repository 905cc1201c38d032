import { z } from 'zod';
import { isoInstant, type ApiModule } from '#platform/requests/http';
import { removeOwnPassword, setOwnPassword } from './set-password.ts';
import { askSignInLink, signInByLink } from './sign-in-link.ts';
import { signInMember, type MemberSignedIn } from './sign-in-member.ts';

const signedIn = z.object({
  /** For `Authorization: Bearer …`, until `expiresAt` or until the session is ended. */
  token: z.string(),
  expiresAt: isoInstant,
  locale: z.enum(['id', 'en']),
});
const bodyOf = ({ token, expiresAt, locale }: MemberSignedIn) => ({ token, expiresAt, locale });
const secret = z.string().max(200);

/** Members sign in: by number or e-mail with PIN or password, or by a link that came by e-mail. */
export const memberSignInApi: ApiModule = (api, services) => {
  const tags = ['member sign-in'];
  api.post(
    '/member-sessions',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Sign in by card number (or e-mail) and PIN or password',
        description:
          'An unknown card and a wrong secret get the same answer. `members.password_must_change`: the password is from an older system, send `next` with it. `DELETE /sessions/{id}` ends a session.',
        body: z.object({
          number: z.string().max(254),
          secret,
          next: secret.optional().describe('a new password, set at once'),
        }),
        response: { 201: signedIn },
      },
    },
    async (request, reply) => {
      const visitor = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
      return reply.code(201).send(bodyOf(await signInMember(request.ctx, { ...request.body, ...visitor })));
    },
  );
  api.post(
    '/member-sessions/send-link',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Ask for a link by e-mail; the answer is the same for every number',
        body: z.object({ number: z.string().max(40) }),
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      await askSignInLink(request.ctx, services, { number: request.body.number, ip: request.ip });
      return reply.code(202).send(null);
    },
  );
  api.post(
    '/member-sessions/redeem-link',
    {
      config: { access: { secret: 'the link that was mailed' } },
      schema: {
        tags,
        summary: 'Sign in, once, by the last part of the link’s address',
        body: z.object({ link: z.string().max(200) }),
        response: { 201: signedIn },
      },
    },
    async (request, reply) => {
      const visitor = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
      return reply.code(201).send(bodyOf(await signInByLink(request.ctx, request.body.link, visitor)));
    },
  );
  api.put(
    '/member-sessions/password',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'The member who is signed in sets a password; other sessions end',
        body: z.object({ current: secret, next: secret }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setOwnPassword(request.ctx, request.body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/member-sessions/password',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'The member who is signed in gives the password up; the PIN stays',
        body: z.object({ current: secret }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeOwnPassword(request.ctx, request.body);
      return reply.code(204).send(null);
    },
  );
};
