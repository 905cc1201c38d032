import { z } from 'zod';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { noteNewsTold, untoldNews } from './people/untold-news.ts';

const tags = ['volunteers'];
const access = { may: 'volunteers.manage' } as const;

/** What volunteers without a card are told by a person, where it did not go out by itself. */
export function newsApi(api: Api, needs: Pick<Services, 'config' | 'notices'>): void {
  api.get(
    '/volunteer-news',
    {
      config: { access },
      schema: {
        tags,
        summary: 'News for volunteers that did not go out by itself: somebody tells them',
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              name: z.string(),
              phone: z.string().nullable(),
              email: z.string().nullable(),
              text: z.string(),
              since: isoInstant,
            }),
          ),
        },
      },
    },
    async ({ ctx }) => ({ data: await untoldNews(ctx, needs), next: null }),
  );
  api.post(
    '/volunteer-news/:id/mark-told',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down that somebody told it',
        params: idParam,
        response: { 200: z.object({ noted: z.boolean().describe('false: somebody has done it already') }) },
      },
    },
    async ({ ctx, params }) => ({ noted: await noteNewsTold(ctx, params.id) }),
  );
}
