import { z } from 'zod';
import { getLibraryByCode } from '#modules/libraries';
import { listOf, type ApiModule } from '#platform/http';
import { listClasses, recordSignedSheets } from './class-consents.ts';
import { moveClass, planClassMove } from './move-class.ts';
import { classListInput } from './plan-pupils.ts';
import { planPupils, registerPupils } from './register-pupils.ts';
import { pupilStates } from './rules/pupils.ts';

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
const byCode = z.object({ code: z.string().min(1).max(40) });

/** Classes of a school's library. */
export const classesApi: ApiModule = (api) => {
  const tags = ['members'];
  api.get(
    '/libraries/:code/classes',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Classes of a school with how many consents of guardians are missing',
        params: byCode,
        response: { 200: listOf(classBody) },
      },
    },
    async ({ ctx, params }) => ({
      data: await listClasses(ctx, (await getLibraryByCode(ctx, params.code)).id),
      next: null,
    }),
  );
  api.post(
    '/libraries/:code/class-lists',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary:
          'Register the pupils of a class list; dryRun only says what would happen. Doing it twice doubles nobody',
        params: byCode,
        body: classListInput.omit({ library: true }).extend({ dryRun: z.boolean().default(false) }),
        response: { 200: listOf(pupilBody) },
      },
    },
    async ({ ctx, params, body: { dryRun, ...list } }) => {
      const work = dryRun ? planPupils : registerPupils;
      return { data: await work(ctx, { ...list, library: params.code }), next: null };
    },
  );
  api.get(
    '/libraries/:code/class-moves',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Who would move with a class, and who is in the goal already; nothing is kept',
        params: byCode,
        querystring: z.object({ from: z.string().max(30), to: z.string().max(30).default('') }),
        response: { 200: moveBody },
      },
    },
    async ({ ctx, params, query }) => planClassMove(ctx, (await getLibraryByCode(ctx, params.code)).id, query),
  );
  api.post(
    '/libraries/:code/class-moves',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary:
          'A whole class goes up; an empty goal: they leave the classes. With `shown`, only if nobody else is in it by now',
        params: byCode,
        body: z.object({
          from: z.string().max(30),
          to: z.string().max(30),
          shown: z.array(z.string().max(40)).max(500).optional(),
        }),
        response: { 200: z.object({ moved: z.number() }) },
      },
    },
    async ({ ctx, params, body }) => ({
      moved: await moveClass(ctx, (await getLibraryByCode(ctx, params.code)).id, body),
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
