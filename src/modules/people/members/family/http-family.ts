import { z } from 'zod';
import { isoInstant, type ApiModule } from '#platform/requests/http';
import { endLink, linkChild, linkInput } from './link-family.ts';
import { listFamily } from './list-family.ts';

const familyMember = z.object({ number: z.string(), fullName: z.string(), relation: z.string(), since: isoInstant });
const familyBody = z.object({ children: z.array(familyMember), guardians: z.array(familyMember) });
const byNumber = z.object({ number: z.string().min(1).max(40) });

/** Guardians and the children whose loans they look after. */
export const familyApi: ApiModule = (api) => {
  const tags = ['members'];
  api.get(
    '/members/:number/family',
    {
      config: { access: { may: 'members.read', orMember: true } },
      schema: {
        tags,
        summary: 'For whom a member looks after loans, and who does so for this one',
        params: byNumber,
        response: { 200: familyBody },
      },
    },
    async (request) => listFamily(request.ctx, request.params.number),
  );
  api.post(
    '/members/:number/children',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Link a guardian to a child below 18, with the guardian’s consent',
        params: byNumber,
        body: linkInput,
        response: { 201: familyBody },
      },
    },
    async (request, reply) => {
      await linkChild(request.ctx, request.params.number, request.body);
      return reply.code(201).send(await listFamily(request.ctx, request.params.number));
    },
  );
  api.delete(
    '/members/:number/children/:child',
    {
      config: { access: { may: 'members.edit', orMember: true } },
      schema: {
        tags,
        summary: 'End a link, by a librarian or by the guardian',
        params: byNumber.extend({ child: z.string().min(1).max(40) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endLink(request.ctx, request.params.number, request.params.child);
      return reply.code(204).send(null);
    },
  );
};
