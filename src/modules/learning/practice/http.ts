import { z } from 'zod';
import { isoInstant, type Api, type ApiModule } from '#platform/requests/http';
import { enterPractice } from './enter-practice.ts';
import { resetPractice } from './reset-practice.ts';
import { viewPractice } from './view-practice.ts';

const tags = ['practice'];
const trainer = { may: ['courses.teach', 'courses.manage'] } as const;
const WAYS = ['off', 'staff', 'making', 'open', 'down'] as const;

/** Its routes. */
export const api: readonly ApiModule[] = [
  (routes: Api, { config }) => {
    routes.get(
      '/practice',
      {
        config: { access: trainer },
        schema: {
          tags,
          summary: 'The practice space and who is in',
          response: {
            200: z.object({
              way: z.enum(WAYS).describe('off = there is none beside this network'),
              madeAt: isoInstant.nullable().describe('since when the copy of now is worked in'),
              seats: z.number(),
              taken: z.array(z.object({ seat: z.number(), holderName: z.string(), enteredAt: isoInstant })),
            }),
          },
        },
      },
      async ({ ctx }) => viewPractice(ctx),
    );
    routes.post(
      '/practice/passes',
      {
        config: { access: 'account' },
        schema: {
          tags,
          summary: 'A place in the practice space, and an address that opens it once within two minutes',
          response: { 201: z.object({ address: z.string(), seat: z.number(), expiresAt: isoInstant }) },
        },
      },
      async ({ ctx }, reply) => reply.code(201).send(await enterPractice(ctx, new URL(config.publicUrl))),
    );
    routes.post(
      '/practice/resets',
      {
        config: { access: trainer },
        schema: {
          tags,
          summary: 'Throw away all that was done there, and begin anew',
          response: { 204: z.null() },
        },
      },
      async ({ ctx }, reply) => {
        await resetPractice(ctx);
        return reply.code(204).send(null);
      },
    );
  },
];
