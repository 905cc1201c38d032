import { POSTER_FORMATS, type PosterFormat } from '#modules/city/posters/client';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';

/** What the address of a file asks for: another format than its own, one place alone. */
export const askedIn = (
  params: URLSearchParams,
): { format?: PosterFormat | undefined; placeId?: number | undefined } => ({
  format: POSTER_FORMATS.find((one) => one === params.get('bentuk')),
  placeId: idAsked(params.get('tempat')) ?? undefined,
});

const refused = (ctx: Pick<Ctx, 'locale'>, error: unknown): Response => {
  if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
  throw error;
};

/** A picture as an answer, or the sentence of its refusal. */
export async function pngOr(
  ctx: Pick<Ctx, 'locale'>,
  make: () => Promise<Uint8Array<ArrayBuffer>>,
  keeps = 'private, no-store',
): Promise<Response> {
  try {
    return new Response(await make(), { headers: { 'content-type': 'image/png', 'cache-control': keeps } });
  } catch (error) {
    return refused(ctx, error);
  }
}

/** A file to be printed as an answer, or the sentence of its refusal. */
export async function pdfOr(
  ctx: Pick<Ctx, 'locale'>,
  make: () => Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }>,
): Promise<Response> {
  try {
    const { fileName, body } = await make();
    return pdfResponse(fileName, body);
  } catch (error) {
    return refused(ctx, error);
  }
}
