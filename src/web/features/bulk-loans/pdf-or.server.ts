import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';

/** A file as an answer, or the sentence of its refusal. */
export async function pdfOr(
  ctx: Pick<Ctx, 'locale'>,
  make: () => Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }>,
): Promise<Response> {
  try {
    const { fileName, body } = await make();
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
}
