import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import {
  expectedVersion,
  idParam,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { CAMPAIGN_VIEWS } from './client.ts';
import { costRoutes } from './http-costs.ts';
import { reportRoutes } from './http-report.ts';
import { access, campaignSchema, lineBody, lineSchema, shown, tags } from './http-shapes.ts';
import {
  approveCampaign,
  archiveCampaign,
  giveBackCampaign,
  reopenCampaign,
  restoreCampaign,
  submitCampaign,
  takeBackCampaign,
} from './move-campaign.ts';
import { changeCampaign, planCampaign } from './save-campaign.ts';
import { campaignShape, givenBackInput, newCampaignShape } from './schema.ts';
import { listCampaigns } from './view-campaigns.ts';

const manage = { may: 'campaigns.manage' } as const;
const approve = { may: 'campaigns.approve' } as const;
const whole = { 200: campaignSchema };

function listing(api: Api): void {
  api.get(
    '/campaigns',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Campaigns of the network and of the libraries where one may plan or approve them, the newest first',
        querystring: z.object({
          ...pageQuery,
          view: z.enum(CAMPAIGN_VIEWS).default('running').describe('open: drafts and those that wait for approval'),
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listCampaigns(ctx, query);
      const names = await nameLibraries(ctx);
      return { data: data.map((line) => lineBody(names, line)), next };
    },
  );
  api.get(
    '/campaigns/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A campaign with its costs, what it promotes and with which partners',
        params: idParam,
        response: whole,
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, params.id)),
  );
}

function writing(api: Api): void {
  api.post(
    '/campaigns',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Plan a campaign',
        body: newCampaignShape.extend({
          library: libraryRef.nullable().default(null).describe('null = of the whole network'),
        }),
        response: { 201: campaignSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const libraryId = library === null ? null : (await resolveLibrary(ctx, library)).id;
      const id = await planCampaign(ctx, libraryId, input);
      return sendVersioned(reply.code(201), await shown(ctx, id));
    },
  );
  api.put(
    '/campaigns/:id',
    {
      config: { access: manage, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a campaign; what was submitted or approved is a draft again where its essentials change',
        params: idParam,
        body: campaignShape,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeCampaign(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}

const MOVES = {
  submit: { does: submitCampaign, says: 'Ask a second person to approve a campaign', access: manage },
  withdraw: { does: takeBackCampaign, says: 'Take a submission back', access: manage },
  approve: { does: approveCampaign, says: 'Approve a campaign that somebody else submitted', access: approve },
  reopen: { does: reopenCampaign, says: 'Take the report of a campaign back', access: manage },
  archive: { does: archiveCampaign, says: 'Put a campaign away; its posters and links go on', access: manage },
  restore: { does: restoreCampaign, says: 'Bring a campaign back', access: manage },
};

function moving(api: Api): void {
  for (const [name, { does, says, access: needs }] of Object.entries(MOVES)) {
    api.post(
      `/campaigns/:id/${name}`,
      {
        config: { access: needs, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: whole },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await shown(request.ctx, request.params.id));
      },
    );
  }
  api.post(
    '/campaigns/:id/give-back',
    {
      config: { access: approve, ifMatch: true },
      schema: {
        tags,
        summary: 'Give a campaign back to whoever planned it, saying why',
        params: idParam,
        body: givenBackInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await giveBackCampaign(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}

const campaignsApi: ApiModule = (api, services) => {
  listing(api);
  writing(api);
  moving(api);
  costRoutes(api);
  reportRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [campaignsApi];
