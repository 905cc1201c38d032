import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { addPageBlock } from '#modules/city/site';
import { blocksOfHtml } from '#modules/ground/content';
import { id } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import type { PageAccess } from '#platform/rights/access';
import { explainRefusal, refusalOf } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

const sent = z.object({ after: id, html: z.string().max(2_000_000) });

/** What was pasted from a text program or a page of the web, as clean parts behind the one in which it was pasted. */
export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) => {
  try {
    const { after, html } = parseInput(sent, await request.json());
    const { blocks, pictures, cut } = blocksOfHtml(html);
    let last = after;
    for (const body of blocks) last = await addPageBlock(ctx, idOf(params.id), { body, english: null, after: last });
    return json({ added: blocks.length, pictures, cut });
  } catch (error) {
    const refusal = refusalOf(error);
    return json({ code: refusal.code, message: explainRefusal(refusal, ctx, {}).message }, { status: refusal.status });
  }
};
