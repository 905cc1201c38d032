import type { ScanAnswer } from '#modules/stock/stocktake/client';
import { postKept } from '#web/kit/offline/post-kept.ts';
import type { KeptScan } from '#web/kit/offline/scan-queue.ts';

/** A copy that was scanned at a shelf. */
export interface WaitingScan extends KeptScan {
  stocktakeId: number;
  barcode: string;
  /** Code of the shelf at which the phone stood. */
  space: string | null;
}

/** An answer as it comes over the network. */
export interface SentAnswer {
  nonce: string;
  outcome: ScanAnswer['outcome'];
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

/** Sends the oldest of the scans that wait. Each has its own nonce, so that sending them again changes nothing. */
export async function sendScans(stocktakeId: number, device: string, waiting: readonly WaitingScan[]): Promise<Sent> {
  const some = waiting.slice(0, AT_ONCE);
  const scans = some.map(({ nonce, barcode, at, space }) => ({ nonce, barcode, at, space }));
  const posted = await postKept(`/api/v1/stocktakes/${stocktakeId}/scans`, { device, scans });
  if (posted.kind === 'answered') return { kind: 'answered', answers: answersOf(posted.body) };
  if (posted.kind !== 'unreadable') return posted;
  // the server reads one by one: what it does not take even alone is let go, and said
  const [first] = some;
  if (some.length > 1 || !first) return sendScans(stocktakeId, device, waiting.slice(0, 1));
  return { kind: 'answered', answers: [unreadable(first)] };
}

const unreadable = ({ nonce, barcode }: WaitingScan): SentAnswer => ({
  ...{ nonce, barcode, outcome: 'unreadable', again: false, title: null, callNumber: null },
  ...{ place: null, neighbour: null, moved: false },
});

function answersOf(body: unknown): SentAnswer[] {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return [];
  return body.data.filter(isAnswer);
}
const isAnswer = (value: unknown): value is SentAnswer =>
  typeof value === 'object' && value !== null && 'nonce' in value && 'outcome' in value && 'barcode' in value;
