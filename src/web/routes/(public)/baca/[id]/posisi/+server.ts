import { keepPlace, placeInput } from '#modules/lending/digital';
import type { PageAccess } from '#platform/rights/access';
import { parseInput } from '#platform/requests/parse-input';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** Where the member who is signed in has come to; sent by the reading page itself. */
export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) => {
  const said: unknown = await request.json().catch(() => null);
  await keepPlace(ctx, idOf(params.id), parseInput(placeInput, said));
  return new Response(null, { status: 204 });
};
