import type { Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';

/** A PDF as answer; where it is refused, the sentence that says why. */
export async function documentAnswer(
  locale: Locale,
  make: () => Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }>,
): Promise<Response> {
  try {
    const { fileName, body } = await make();
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, locale), { status: error.status });
    throw error;
  }
}
