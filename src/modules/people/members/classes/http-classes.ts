import { z } from 'zod';
import { libraryParam, resolveLibrary } from '#modules/ground/libraries';
import { listOf, type ApiModule } from '#platform/requests/http';
import { listClasses, recordSignedSheets } from './class-consents.ts';
import { moveClass, planClassMove } from './move-class.ts';
import { classListInput } from './plan-pupils.ts';
import { planPupils, registerPupils } from './register-pupils.ts';
import { pupilStates } from '../rules/pupils.ts';

const classBody = z.object({ name: z.string(), pupils: z.number(), missing: z.number() });
const pupilBody = z.object({
  line: z.number(),
  fullName: z.string(),
  className: z.string(),
  state: z.enum(pupilStates),
  reasons: z.record(z.string(), z.string()),
  number: z.string().nullable(),
  fromClass: z.string().nullable(),
  category: z.string().nullable(),
});
const named = z.object({ number: z.string(), fullName: z.string() });
const moveBody = z.object({
  from: z.string(),
  to: z.string().nullable(),
  moving: z.array(named),
  there: z.array(named),
});

/** Classes of a school's library. */
export const classesApi: ApiModule = (api) => {
  const tags = ['members'];
  api.get(
    '/libraries/:library/classes',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Classes of a school with how many consents of guardians are missing',
        params: libraryParam,
        response: { 200: listOf(classBody) },
      },
    },
    async ({ ctx, params }) => ({
      data: await listClasses(ctx, (await resolveLibrary(ctx, params.library)).id),
      next: null,
    }),
  );
  api.post(
    '/libraries/:library/class-lists',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary:
          'Register the pupils of a class list; dryRun only says what would happen. Doing it twice doubles nobody',
        params: libraryParam,
        body: classListInput.omit({ library: true }).extend({ dryRun: z.boolean().default(false) }),
        response: { 200: listOf(pupilBody) },
      },
    },
    async ({ ctx, params, body: { dryRun, ...list } }) => {
      const work = dryRun ? planPupils : registerPupils;
      return { data: await work(ctx, { ...list, library: params.library }), next: null };
    },
  );
  api.get(
    '/libraries/:library/class-moves',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Who would move with a class, and who is in the goal already; nothing is kept',
        params: libraryParam,
        querystring: z.object({ from: z.string().max(30), to: z.string().max(30).default('') }),
        response: { 200: moveBody },
      },
    },
    async ({ ctx, params, query }) => planClassMove(ctx, (await resolveLibrary(ctx, params.library)).id, query),
  );
  api.post(
    '/libraries/:library/class-moves',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary:
          'A whole class goes up; an empty goal: they leave the classes. With `shown`, only if nobody else is in it by now',
        params: libraryParam,
        body: z.object({
          from: z.string().max(30),
          to: z.string().max(30),
          shown: z.array(z.string().max(40)).max(500).optional(),
        }),
        response: { 200: z.object({ moved: z.number() }) },
      },
    },
    async ({ ctx, params, body }) => ({
      moved: await moveClass(ctx, (await resolveLibrary(ctx, params.library)).id, body),
    }),
  );
  api.post(
    '/signed-consent-sheets',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'The signed sheets of these children are in hand: the guardian’s consent to the membership, one each',
        body: z.object({ members: z.array(z.string().max(40)).max(500) }),
        response: { 200: z.object({ recorded: z.number() }) },
      },
    },
    async ({ ctx, body }) => ({ recorded: await recordSignedSheets(ctx, body.members) }),
  );
};
