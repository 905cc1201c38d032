import type { ScanOutcome } from '#modules/stocktake/client';
import type { WaitingScan } from './scan-queue.ts';

/** An answer as it comes over the network. */
export interface SentAnswer {
  nonce: string;
  outcome: ScanOutcome;
  barcode: string;
  again: boolean;
  title: string | null;
  callNumber: string | null;
  place: { code: string; name: string } | null;
  neighbour: { title: string; callNumber: string | null; side: 'after' | 'before' } | null;
  moved: boolean;
}
export type Sent =
  | { kind: 'answered'; answers: SentAnswer[] }
  /** No network, or a server that does not answer: they are sent later. */
  | { kind: 'offline' }
  /** The server does not want them (the stocktake has ended, the session is over): they stay on the phone. */
  | { kind: 'refused'; reason: string };

/** As many as one message takes. */
const AT_ONCE = 100;
const PATIENCE_MS = 15_000;

/** Sends the oldest of the scans that wait. Each has its own nonce, so that sending them again changes nothing. */
export async function sendScans(stocktakeId: number, device: string, waiting: readonly WaitingScan[]): Promise<Sent> {
  const scans = waiting.slice(0, AT_ONCE).map(({ nonce, barcode, at, space }) => ({ nonce, barcode, at, space }));
  try {
    const response = await fetch(`/api/v1/stocktakes/${stocktakeId}/scans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ device, scans }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status >= 500) return { kind: 'offline' };
    const body: unknown = await response.json();
    if (!response.ok) return { kind: 'refused', reason: detailOf(body) };
    return { kind: 'answered', answers: answersOf(body) };
  } catch {
    return { kind: 'offline' };
  }
}

const detailOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string' ? body.detail : '';

function answersOf(body: unknown): SentAnswer[] {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return [];
  return body.data.filter(isAnswer);
}
const isAnswer = (value: unknown): value is SentAnswer =>
  typeof value === 'object' && value !== null && 'nonce' in value && 'outcome' in value && 'barcode' in value;
