import { Readable } from 'node:stream';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Answer } from '#platform/background/heavy';
import { explainError } from '#platform/requests/problem';

/** A file on its way to the browser, kept by nobody. */
export const fileResponse = (
  { fileName, mediaType, sizeBytes, body }: Answer,
  shown: 'attachment' | 'inline' = 'attachment',
): Response =>
  new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': mediaType,
      'content-length': String(sizeBytes),
      'content-disposition': `${shown}; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });

/** What the worker makes as an answer, or the sentence of its refusal. What takes longer is led to its page by the hook. */
export async function madeFile(ctx: Pick<Ctx, 'locale'>, ask: () => Promise<Answer>): Promise<Response> {
  try {
    return fileResponse(await ask());
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
}
