import { json } from '@sveltejs/kit';
import { getPageWriting } from '#modules/city/site';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { stateOf } from '#web/features/site/editor/block-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** The writing as it stands, for a page that is open: what others changed, and what they have in hand. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
  const { libraryId, writing } = await getPageWriting(ctx, idOf(params.id));
  const { revision, blocks } = writing;
  const zone = await zoneOf({ db: ctx.db, libraryId });
  return json(
    { revision, blocks: blocks.map((block) => stateOf(block, { zone, ctx })) },
    { headers: { 'cache-control': 'private, no-store' } },
  );
};
