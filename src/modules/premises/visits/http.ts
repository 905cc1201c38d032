import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { isoInstant, type ApiModule } from '#platform/requests/http';
import { ageGroups, MOST_HEADS, occupations, periodSteps, purposes } from './client.ts';
import { doorRoutes } from './http-doors.ts';
import { recordCardVisit } from './record-card-visit.ts';
import { recordGateCount } from './record-gate-count.ts';
import { recordGroupVisit, recordGuestVisit } from './record-guest-visit.ts';
import { visitFigures } from './visit-figures.ts';

const code = z.string().trim().min(1).max(40);
const heads = z.number().int().min(0).max(MOST_HEADS).default(0);
const anyVisit = {
  library: libraryRef,
  at: isoInstant.optional().describe('left out: now; at most a week ago'),
  nonce: z.string().min(8).max(64).optional().describe('the same again changes nothing'),
  purpose: z.enum(purposes).optional(),
};
const visitBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), ...anyVisit, card: z.string().trim().min(1).max(100) }),
  z.object({
    kind: z.literal('guest'),
    ...anyVisit,
    ageGroup: z.enum(ageGroups).optional(),
    sex: z.enum(['L', 'P']).optional(),
    occupation: z.enum(occupations).optional(),
    name: z.string().max(80).optional(),
  }),
  z.object({
    kind: z.literal('group'),
    ...anyVisit,
    origin: z.string().max(120).optional(),
    girls: heads,
    boys: heads,
    women: heads,
    men: heads,
    companions: heads,
    wheelchairs: heads.describe('of all these'),
  }),
]);
const recorded = z.object({
  id: z.number(),
  outcome: z.enum(['recorded', 'repeated', 'left']),
  people: z.number(),
  today: z.number().describe('people of this day at this library, these among them'),
});
const figure = z.array(z.object({ key: z.string().nullable(), people: z.number() }));
const figuresSchema = z.object({
  from: z.string(),
  to: z.string(),
  step: z.enum(periodSteps),
  libraries: z.array(libraryName),
  total: z.number(),
  periods: z.array(z.object({ key: z.string(), people: z.number() })),
  by: z.object({
    library: figure,
    kind: figure,
    ageGroup: figure,
    sex: figure,
    occupation: figure,
    memberCategory: figure,
    purpose: figure,
    kelurahan: figure,
    kecamatan: figure,
  }),
  hours: z.array(z.object({ weekday: z.number(), hour: z.number(), people: z.number() })),
  groups: z.number(),
  months: z
    .object({ from: z.string(), to: z.string() })
    .nullable()
    .describe(
      'of which whole months the cuts of people (ageGroup, sex, occupation, memberCategory, kelurahan, kecamatan) and wheelchairs are',
    ),
  wheelchairs: z.number().nullable(),
  left: z.number(),
  minutes: z.number().nullable(),
  gates: z.array(z.object({ library: libraryName, gate: z.string(), cameIn: z.number(), wentOut: z.number() })),
});

/** Visits, the counters at gates, and their figures. */
const visitsApi: ApiModule = (api, { secrets }) => {
  const tags = ['visits'];
  doorRoutes(api, secrets);

  api.post(
    '/visits',
    {
      config: { access: { may: 'visits.record' } },
      schema: {
        tags,
        summary: 'Count a visit by card, by kind or as a group',
        body: visitBody,
        response: { 200: recorded, 201: recorded },
      },
    },
    async ({ ctx, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      const visit =
        body.kind === 'member'
          ? await recordCardVisit(ctx, { ...body, libraryId })
          : body.kind === 'guest'
            ? await recordGuestVisit(ctx, { ...body, libraryId })
            : await recordGroupVisit(ctx, { ...body, libraryId });
      return reply.code(visit.outcome === 'recorded' ? 201 : 200).send(visit);
    },
  );
  api.post(
    '/visits/gate-counts',
    {
      config: { access: { may: 'visits.record' } },
      schema: {
        tags,
        summary: 'What a counter at a gate says, once for each gate and instant',
        body: z.object({
          library: libraryRef,
          gate: code,
          countedAt: isoInstant,
          in: z.number().int().min(0).max(100_000),
          out: z.number().int().min(0).max(100_000),
        }),
        response: { 200: z.object({ recorded: z.boolean() }), 201: z.object({ recorded: z.boolean() }) },
      },
    },
    async ({ ctx, body: { library, ...reading } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const fresh = await recordGateCount(ctx, { ...reading, libraryId });
      return reply.code(fresh ? 201 : 200).send({ recorded: fresh });
    },
  );
  api.get(
    '/visits/figures',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Who came, by every cut; days and hours are of each library’s own clock',
        querystring: z.object({
          from: day,
          to: day,
          step: z.enum(periodSteps).default('day'),
          library: libraryRef.optional(),
        }),
        response: { 200: figuresSchema },
      },
    },
    async ({ ctx, query: { library, ...days } }) => {
      const code = library === undefined ? undefined : (await resolveLibrary(ctx, library)).code;
      const { libraries, gates, ...figures } = await visitFigures(ctx, { ...days, library: code });
      const named = await nameLibraries(ctx);
      return {
        ...figures,
        libraries: libraries.map((one) => named(one.code)),
        gates: gates.map(({ library: at, ...gate }) => ({ ...gate, library: named(at) })),
      };
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [visitsApi];
