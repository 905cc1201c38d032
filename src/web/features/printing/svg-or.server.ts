import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';

/** A picture as an answer, or the sentences of its refusal. */
export async function svgOr(ctx: Pick<Ctx, 'locale'>, make: () => Promise<string>): Promise<Response> {
  try {
    return new Response(await make(), {
      headers: {
        'content-type': 'image/svg+xml',
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fields = Object.values(explainFields(error, ctx.locale));
    return new Response([explainError(error, ctx.locale), ...fields].join('\n'), { status: error.status });
  }
}
