import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { noteCost, removeCost } from './costs/edit-costs.ts';
import { campaignSchema, shown, tags } from './http-shapes.ts';
import { costInput, thingInput } from './schema.ts';
import { addThing, removeThing } from './things/edit-things.ts';

const access = { may: 'campaigns.manage' } as const;
const config = { access, ifMatch: true } as const;
const whole = { 200: campaignSchema };

/** What a campaign costs, and what it promotes. */
export function costRoutes(api: Api): void {
  api.post(
    '/campaigns/:id/costs',
    {
      config,
      schema: {
        tags,
        summary: 'Note what was spent for a campaign, and how many saw it where somebody knows',
        params: idParam,
        body: costInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await noteCost(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.delete(
    '/campaigns/:id/costs/:cost',
    {
      config,
      schema: {
        tags,
        summary: 'Take a cost away that was noted by mistake',
        params: idParam.extend({ cost: idText }),
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await removeCost(ctx, params.id, { cost: params.cost, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/campaigns/:id/things',
    {
      config,
      schema: {
        tags,
        summary: 'Say that a campaign promotes a programme, a record, a course or a curated collection',
        params: idParam,
        body: thingInput,
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await addThing(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.delete(
    '/campaigns/:id/things/:thing',
    {
      config,
      schema: {
        tags,
        summary: 'Say that a campaign does not promote something any more',
        params: idParam.extend({ thing: idText }),
        response: whole,
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await removeThing(ctx, params.id, { thing: params.thing, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
}
