import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { leasePageBlock, releasePageBlock, savePageBlock } from '#modules/city/site';
import { id, version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import type { PageAccess } from '#platform/rights/access';
import { pairOf } from '#web/features/site/editor/block-form.server.ts';
import { explainRefusal, refusalOf } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** What an open page sends of a part: it has it in hand, lets it go, or saves what is typed. */
const sent = z.discriminatedUnion('does', [
  z.object({ does: z.literal('take'), id }),
  z.object({ does: z.literal('let_go'), id }),
  z.object({ does: z.literal('save'), id, version, values: z.record(z.string().max(40), z.string().max(40_000)) }),
]);

export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) => {
  const page = idOf(params.id);
  try {
    const said = parseInput(sent, await request.json());
    if (said.does === 'take') await leasePageBlock(ctx, page, said.id);
    else if (said.does === 'let_go') await releasePageBlock(ctx, page, said.id);
    else
      return json({
        version: await savePageBlock(ctx, page, { ...pairOf(said.values), id: said.id, version: said.version }),
      });
    return json({});
  } catch (error) {
    const refusal = refusalOf(error);
    const { message, fields } = explainRefusal(refusal, ctx, {});
    return json({ code: refusal.code, message: Object.values(fields)[0] ?? message }, { status: refusal.status });
  }
};
