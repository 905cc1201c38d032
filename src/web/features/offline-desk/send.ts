import { MOST_ACTS, type ActAnswer, type SentAct } from '#modules/stock/offline-desk/client';
import { unseal } from './seal.ts';
import { sendActs } from './requests.ts';
import { listActs, readDevice, removeActs } from './store.ts';

/** Whoever sends, or takes an act back, does so alone among all windows of this browser. */
const LOCK = 'meja-luring-kirim';

export interface Sent {
  /** The answers that came, act by act. */
  answers: ActAnswer[];
  /** Why not everything went. */
  left: null | 'offline' | { reason: string };
}

/** An act as it lies sealed: everything but its place in the order. */
export type WrittenAct = Omit<SentAct, 'seq' | 'nonce'>;

/**
 * Sends what waits, the oldest first. An act goes from the disk only when the server has answered for it; sent again, it is carried out
 * once.
 */
export const sendWaiting = async (key: CryptoKey): Promise<Sent> =>
  navigator.locks.request(LOCK, async () => {
    const answers: ActAnswer[] = [];
    for (;;) {
      const waiting = (await listActs()).slice(0, MOST_ACTS);
      const device = await readDevice();
      if (waiting.length === 0 || !device) return { answers, left: null };
      const acts = await Promise.all(
        waiting.map(async ({ seq, nonce, sealed }): Promise<SentAct> => {
          const written = JSON.parse(await unseal(key, nonce, sealed)) as WrittenAct;
          return { ...written, seq, nonce };
        }),
      );
      const sent = await sendActs(await unseal(key, 'token', device.token), acts);
      if (sent.kind === 'offline') return { answers, left: 'offline' as const };
      if (sent.kind === 'refused') return { answers, left: { reason: sent.reason } };
      const removed = await removeActs(sent.body.data.map(({ nonce }) => nonce));
      answers.push(...sent.body.data);
      if (removed === 0) return { answers, left: { reason: '' } };
    }
  });

/** Takes an act back that was not sent yet. @returns false when it has gone */
export const takeBackAct = async (nonce: string): Promise<boolean> =>
  navigator.locks.request(LOCK, async () => (await removeActs([nonce])) > 0);
