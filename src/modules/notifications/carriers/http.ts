import type { SendOutcome } from './carrier.ts';

/** How long a carrier may take to answer. */
const TIMEOUT_MS = 20_000;
/** Errors that come before a connection stands: nothing has been sent. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export interface Answer {
  status: number;
  text: string;
  retryAfterSeconds: number;
}

/** Posts to a carrier and reads its answer, or says what a missing answer means. Redirects are not followed. */
export async function post(
  url: string,
  request: { headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> },
): Promise<Answer | Extract<SendOutcome, { state: 'retry' | 'unknown' }>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...request,
    });
    const text = (await response.text()).slice(0, 4000);
    const after = Number(response.headers.get('retry-after'));
    return { status: response.status, text, retryAfterSeconds: Number.isFinite(after) && after > 0 ? after : 0 };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const detail = code || (error instanceof Error ? error.message : String(error));
    return BEFORE_CONNECTION.has(code)
      ? { state: 'retry', code: 'not_reached', detail }
      : { state: 'unknown', code: 'no_answer', detail };
  }
}
