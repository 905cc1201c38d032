import { callOutgoing } from '#platform/sending/call-outgoing';
import type { SendOutcome } from './carrier.ts';

/** So much of an answer is read. */
const ANSWER_LENGTH = 4000;

export interface Answer {
  status: number;
  text: string;
  retryAfterSeconds: number;
}

/**
 * Posts to a carrier and reads its answer, or says what a missing answer means. Redirects are not followed.
 * @param named hosts that may be reached though they are not public
 */
export async function post(
  url: string,
  request: { headers: Record<string, string>; body: string | Uint8Array },
  named: readonly string[],
): Promise<Answer | Extract<SendOutcome, { state: 'retry' | 'unknown' }>> {
  const answer = await callOutgoing(url, { method: 'POST', ...request }, { named, most: ANSWER_LENGTH });
  if ('trouble' in answer) {
    const { trouble: code, detail } = answer;
    return code === 'not_reached' ? { state: 'retry', code, detail } : { state: 'unknown', code, detail };
  }
  const after = Number(answer.headers['retry-after']);
  const retryAfterSeconds = Number.isFinite(after) && after > 0 ? after : 0;
  return { status: answer.status, text: answer.text, retryAfterSeconds };
}
