import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';

/** A file of the stocktake as an answer, or the sentence of its refusal. */
export async function fileAnswer(
  ctx: Pick<Ctx, 'locale'>,
  make: () => Promise<{ fileName: string; mediaType: string; body: Uint8Array<ArrayBuffer> }>,
): Promise<Response> {
  try {
    const { fileName, mediaType, body } = await make();
    return new Response(body, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `inline; filename="${fileName}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
}
