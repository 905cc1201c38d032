import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { addPageBlocks } from '#modules/city/site';
import { blocksOfHtml } from '#modules/ground/content';
import { m } from '#i18n/messages';
import { id } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import type { PageAccess } from '#platform/rights/access';
import { explainRefusal, refusalOf } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

const sent = z.object({ after: id, html: z.string().max(2_000_000) });

/** What was pasted from a text program or a page of the web, as clean parts behind the one in which it was pasted, all or none; it says what was left out. */
export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) => {
  try {
    const { after, html } = parseInput(sent, await request.json());
    const { blocks, pictures, cut } = blocksOfHtml(html);
    await addPageBlocks(ctx, idOf(params.id), { after, blocks: blocks.map((body) => ({ body, english: null })) });
    const left = [pictures > 0 && m.site_paste_pictures({ count: pictures }), cut && m.site_paste_cut()]
      .filter(Boolean)
      .join(' ');
    return json({ added: blocks.length, left });
  } catch (error) {
    const refusal = refusalOf(error);
    return json({ code: refusal.code, message: explainRefusal(refusal, ctx, {}).message }, { status: refusal.status });
  }
};
