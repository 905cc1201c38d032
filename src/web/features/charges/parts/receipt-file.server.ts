import { receiptPdf } from '#modules/lending/charges';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';

/** A receipt as a PDF answer, for staff and for the member. */
export async function receiptFile(ctx: Ctx, config: Pick<Config, 'root'>, id: string): Promise<Response> {
  try {
    const { fileName, body } = await receiptPdf(ctx, config, /^\d{1,15}$/.test(id) ? Number(id) : 0);
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
}

export const pdfResponse = (fileName: string, body: Uint8Array<ArrayBuffer>): Response =>
  new Response(body, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
