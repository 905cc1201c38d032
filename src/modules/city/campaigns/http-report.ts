import { z } from 'zod';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { access, campaignSchema, figuresSchema, shown, tags } from './http-shapes.ts';
import { reportCampaign } from './move-campaign.ts';
import { campaignPdf } from './report/report-pdf.ts';
import { campaignFigures } from './report/view-figures.ts';
import { reportInput } from './schema.ts';

/** What came of a campaign. */
export function reportRoutes(api: Api, { config }: Pick<Services, 'config'>): void {
  api.get(
    '/campaigns/:id/figures',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'What came of a campaign: openings, how far people went, target, cost per person; of ten people or more',
        params: idParam,
        response: { 200: figuresSchema },
      },
    },
    async ({ ctx, params }) => campaignFigures(ctx, params.id),
  );
  api.get(
    '/campaigns/:id/report/pdf',
    {
      config: { access, gives: ['application/pdf'] },
      schema: {
        tags,
        summary: 'The report of a campaign on paper, in one language',
        params: idParam,
        querystring: z.object({ language: z.enum(['id', 'en']).default('id') }),
      },
    },
    async ({ ctx, params, query: { language } }, reply) => {
      const { fileName, body } = await campaignPdf(ctx, config, { id: params.id, locale: language });
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.put(
    '/campaigns/:id/report',
    {
      config: { access: { may: 'campaigns.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Close a campaign that is over by saying what worked and what next time; or write that anew',
        params: idParam,
        body: reportInput,
        response: { 200: campaignSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await reportCampaign(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}
