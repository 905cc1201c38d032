import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { libraryName, libraryRef, nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, isoInstant, listOf, pageQuery, sendVersioned, type ApiModule } from '#platform/requests/http';
import { addBlock, liftBlock } from '../blocks/block-member.ts';
import { blockKinds, memberKinds, memberStatuses, nikMismatches, sexes, type Member } from '../client.ts';
import { guardianConsents } from '../rules/consent.ts';
import { byField } from '../rules/member-fields.ts';
import { createMember } from './create-member.ts';
import { reinstateMember, renewMembership, updateMember } from './edit-member.ts';
import { memberErrors } from '../errors.ts';
import { getMember } from './get-member.ts';
import { blockInput, memberChanges, memberInput } from '../schema.ts';
import { searchMembers } from './search-members.ts';
import { revealNik } from '../nik/reveal-nik.ts';
import { cardRoutes } from '../cards/http-cards.ts';
import { photoRoutes } from './http-photo.ts';
import { suspensionRoutes } from '../blocks/http-suspensions.ts';
import { autoRenewalRoutes } from './http-auto-renewal.ts';
import { resetPin } from '../sign-in/set-pin.ts';
import { withHome } from '../with-home.ts';

const text = z.string().nullable();
const summaryBody = z.object({
  number: z.string(),
  fullName: z.string(),
  kind: z.enum(memberKinds),
  category: z.string(),
  homeLibrary: libraryName,
  expiresOn: text,
  status: z.enum(memberStatuses),
});
const blockBody = z.object({
  id: z.number(),
  kind: z.enum(blockKinds),
  reason: z.string(),
  untilDate: text,
  createdAt: isoInstant,
  createdBy: z.string(),
});
const memberBody = summaryBody.extend({
  birthDate: text,
  /** Of the NIK only the last four figures. */
  nikLast4: text,
  nikMismatch: z.array(z.enum(nikMismatches)),
  sex: z.enum(sexes).nullable(),
  ...byField(() => text),
  guardianConsent: z.enum(guardianConsents),
  /** Who speaks for an institution. */
  contacts: z.array(z.object({ name: z.string(), role: text, phone: text, email: text, mayBorrow: z.boolean() })),
  joinedOn: z.string(),
  hasPhoto: z.boolean(),
  hasPin: z.boolean(),
  locale: z.enum(['id', 'en']),
  blocks: z.array(blockBody),
  reduced: z.boolean(),
  version: z.number(),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });

const shown = async (ctx: Ctx, member: Member) => withHome(member, await nameLibraries(ctx));

/** `/members`. Edits want `If-Match` with the ETag that was read. */
export const membersApi: ApiModule = (api, { secrets, storage }) => {
  photoRoutes(api, storage);
  const tags = ['members'];

  api.get(
    '/members',
    {
      config: { access: { may: 'members.read' } },
      schema: {
        tags,
        summary: 'Find members by start of number, words of the name, or phone; in the order of their names',
        querystring: z.object({
          ...pageQuery,
          q: z.string().max(100).optional(),
          category: z.string().max(40).optional(),
          library: libraryRef.optional(),
          status: z.enum(memberStatuses).optional(),
        }),
        response: { 200: listOf(summaryBody) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await searchMembers(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map((row) => withHome(row, named)), next };
    },
  );
  api.post(
    '/members',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Register a member; without number the next one of the pattern',
        body: memberInput,
        response: { 201: memberBody },
      },
    },
    async (request, reply) => {
      const member = await createMember(request.ctx, request.body, secrets);
      void reply.code(201).header('location', `/api/v1/members/${encodeURIComponent(member.number)}`);
      return sendVersioned(reply, await shown(request.ctx, member));
    },
  );
  api.get(
    '/members/:number',
    {
      config: { access: { may: 'members.read' } },
      schema: { tags, summary: 'One member', params: byNumber, response: { 200: memberBody } },
    },
    async (request, reply) =>
      sendVersioned(reply, await shown(request.ctx, await getMember(request.ctx, request.params.number))),
  );
  api.patch(
    '/members/:number',
    {
      config: { access: { may: 'members.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a member; fields left out stay',
        params: byNumber,
        body: memberChanges.extend({ allowDuplicate: z.boolean().optional() }),
        response: { 200: memberBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const changed = await updateMember(request.ctx, request.params.number, version, request.body, secrets);
      return sendVersioned(reply, await shown(request.ctx, changed));
    },
  );
  const acts: Record<
    string,
    { summary: string; run: (...args: Parameters<typeof reinstateMember>) => Promise<Member> }
  > = {
    renew: { summary: 'Lengthen the validity by what the category gives', run: renewMembership },
    reinstate: { summary: 'Take an ended membership up again', run: reinstateMember },
  };
  for (const [path, { summary, run }] of Object.entries(acts)) {
    api.post(
      `/members/:number/${path}`,
      {
        config: { access: { may: 'members.edit' }, ifMatch: true },
        schema: { tags, summary, params: byNumber, response: { 200: memberBody } },
      },
      async (request, reply) => {
        const changed = await run(request.ctx, request.params.number, expectedVersion(request));
        return sendVersioned(reply, await shown(request.ctx, changed));
      },
    );
  }

  api.post(
    '/members/:number/reset-pin',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Give a new PIN by chance, shown this once; signs the member out everywhere, and a password is gone',
        params: byNumber,
        response: { 200: z.object({ pin: z.string(), passwordCleared: z.boolean() }) },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return resetPin(request.ctx, request.params.number);
    },
  );
  api.post(
    '/members/:number/reveal-nik',
    {
      config: { access: { may: 'members.view_nik' } },
      schema: {
        tags,
        summary: 'See the NIK in full; needs members.view_nik and is recorded each time',
        params: byNumber,
        response: { 200: z.object({ nik: z.string() }) },
      },
    },
    async (request) => revealNik(request.ctx, secrets, request.params.number),
  );
  api.post(
    '/members/:number/blocks',
    {
      config: { access: { may: 'members.block' } },
      schema: {
        tags,
        summary: 'Block from borrowing, with a reason; untilDate = the last day',
        params: byNumber,
        body: blockInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async (request, reply) => reply.code(201).send(await addBlock(request.ctx, request.params.number, request.body)),
  );
  api.delete(
    '/members/:number/blocks/:block',
    {
      config: { access: { may: 'members.block' } },
      schema: {
        tags,
        summary: 'Lift a block',
        params: byNumber.extend({ block: idText }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const member = await getMember(request.ctx, request.params.number);
      if (!member.blocks.some((block) => block.id === request.params.block)) throw memberErrors.blockNotFound();
      await liftBlock(request.ctx, request.params.block);
      return reply.code(204).send(null);
    },
  );

  suspensionRoutes(api);
  autoRenewalRoutes(api);
  cardRoutes(api);
};
