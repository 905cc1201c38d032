import { getPage } from '#modules/city/site';
import { markdownOfBlocks } from '#modules/ground/content';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** The writing as Markdown, for other programs. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
  const { title, slug, writing } = await getPage(ctx, idOf(params.id));
  const text = `# ${title}\n\n${markdownOfBlocks(
    writing.blocks.map(({ body }) => body),
    (picture) => `/gambar/${picture}`,
  )}\n`;
  return new Response(text, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}.md"`,
      'cache-control': 'private, no-store',
    },
  });
};
