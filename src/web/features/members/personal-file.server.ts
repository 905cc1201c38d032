import { exportFile, type MemberExport } from '#modules/people/members';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';

/** The file of an export as an answer: PDF where the form says `format=pdf`, else JSON. Never kept by a browser or a proxy. */
export async function personalFile(
  request: Request,
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  name: string,
  gather: () => Promise<MemberExport>,
): Promise<Response> {
  const format = (await request.formData()).get('format') === 'pdf' ? 'pdf' : 'json';
  const { contentType, body } = await exportFile(ctx, config, await gather(), format);
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'private, no-store',
    },
  });
}
