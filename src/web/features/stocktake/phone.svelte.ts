import type { StateCounts } from '#modules/stock/stocktake/client';
import { m } from '#i18n/messages';
import { newNonce, openScanQueue, type ScanQueue } from '#web/kit/offline/scan-queue.ts';
import { sayScan, type SaidScan } from './say-scan.ts';
import { sendScans, type SentAnswer, type WaitingScan } from './send-scans.ts';

/** By the clock of the phone; the server takes none that runs ahead of its own. */
const now = (): string => new Date().toISOString();
const TRY_AGAIN_MS = 8000;
const REFRESH_MS = 15_000;
const SOON_MS = 1500;
const SHOWN = 12;
/** The worker's cache (`pekerja.js`). */
const KEPT = 'cacah-ulang-1';

/**
 * Between the shelves the page has to open again without a network: a worker of its own shows it, and the files that it has loaded are
 * kept from the first visit on. Where there is no certificate the browser allows none of this.
 */
async function keepThisPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/staf/cacah-ulang/pekerja.js');
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((url) => url.startsWith(`${location.origin}/_app/`));
  await (await caches.open(KEPT)).addAll([location.href, ...new Set(files)]);
}

/** A phone at a shelf: every scan is on its disk before it is sent, and stays there until the server has answered. */
export class Phone {
  /** The database is open: scans go through it. Until then, and where there is none, the plain form sends them. */
  ready = $state(false);
  /** The browser keeps nothing. */
  forgetful = $state(false);
  waiting = $state<WaitingScan[]>([]);
  /** Milliseconds since 1970. */
  offlineSince = $state<number | null>(null);
  /** Why the server does not take what waits. */
  refused = $state<string | null>(null);
  said = $state<(SaidScan & { misplaced?: string | undefined }) | null>(null);
  /** What the server answered since the page was opened, the newest first. */
  answers = $state<SentAnswer[]>([]);
  counts = $state<StateCounts | null>(null);
  expected = $state<number | null>(null);
  readonly stocktakeId: number;
  readonly device: string;
  #queue: ScanQueue<WaitingScan> | null = null;
  #sending = false;
  /** The figures are asked for when a run of scans pauses. */
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(stocktakeId: number, device: string) {
    this.stocktakeId = stocktakeId;
    this.device = device;
  }

  /** @returns how to stop */
  start(): () => void {
    void this.#open();
    void keepThisPage().catch(() => undefined);
    const online = (): void => void this.send();
    addEventListener('online', online);
    const retry = setInterval(() => this.waiting.length > 0 && void this.send(), TRY_AGAIN_MS);
    const refresh = setInterval(() => void this.#refresh(), REFRESH_MS);
    return () => {
      removeEventListener('online', online);
      clearInterval(retry);
      clearInterval(refresh);
      clearTimeout(this.#soon);
    };
  }

  async #open(): Promise<void> {
    try {
      this.#queue = await openScanQueue<WaitingScan>('cacah-ulang', 'stocktake', 'stocktakeId');
      this.waiting = await this.#queue.list(this.stocktakeId);
      this.ready = true;
      await this.send();
    } catch {
      this.forgetful = true;
    }
  }

  /** Keeps a scan and sends it as soon as it can. */
  async read(barcode: string, space: string | null): Promise<void> {
    const scan = { nonce: newNonce(), stocktakeId: this.stocktakeId, barcode, at: now(), space };
    await this.#queue?.add(scan);
    this.waiting = [...this.waiting, scan];
    await this.send();
    const held = this.offlineSince !== null || this.refused !== null;
    if (held && this.waiting.some(({ nonce }) => nonce === scan.nonce)) {
      this.said = { tone: 'warn', title: m.stocktake_kept_here(), text: m.stocktake_kept_text({ barcode }) };
    }
  }

  /** Sends what waits, the oldest first, until nothing is left or the server does not answer. */
  async send(): Promise<void> {
    if (this.#sending || !this.#queue) return;
    this.#sending = true;
    try {
      while (this.waiting.length > 0) {
        const sent = await sendScans(this.stocktakeId, this.device, this.waiting);
        if (sent.kind === 'offline') {
          this.offlineSince ??= Date.now();
          return;
        }
        this.offlineSince = null;
        this.refused = sent.kind === 'refused' ? sent.reason : null;
        if (sent.kind === 'refused' || sent.answers.length === 0) return;
        await this.#keepAnswers(sent.answers);
      }
    } finally {
      this.#sending = false;
    }
  }

  /** What the server does not take is thrown away: the stocktake has ended, or is not theirs any more. */
  async discard(): Promise<void> {
    await this.#queue?.remove(this.waiting.map(({ nonce }) => nonce));
    this.waiting = [];
    this.refused = null;
  }

  async #keepAnswers(answers: readonly SentAnswer[]): Promise<void> {
    const nonces = answers.map(({ nonce }) => nonce);
    await this.#queue?.remove(nonces);
    this.waiting = this.waiting.filter(({ nonce }) => !nonces.includes(nonce));
    this.answers = [...answers.toReversed(), ...this.answers].slice(0, SHOWN);
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#refresh(), SOON_MS);
    const last = answers.at(-1);
    if (last) this.said = { ...sayScan(last), misplaced: last.outcome === 'misplaced' ? last.nonce : undefined };
  }

  /** For a form of the page that is answered by the server: what it says is shown, and the list is read anew. */
  after(then: () => void) {
    return async ({ update }: { update: (how: { reset: boolean }) => Promise<void> }): Promise<void> => {
      this.said = null;
      this.answers = [];
      this.counts = null;
      this.expected = null;
      await update({ reset: false });
      then();
    };
  }

  /** How far all are together. */
  async #refresh(): Promise<void> {
    if (this.offlineSince || !navigator.onLine || document.visibilityState !== 'visible') return;
    try {
      const response = await fetch(`/api/v1/stocktakes/${this.stocktakeId}`);
      const body: unknown = response.ok ? await response.json() : null;
      if (!isProgress(body)) return;
      this.counts = body.counts;
      this.expected = body.expected;
    } catch {
      // the next round asks again
    }
  }
}

const isProgress = (body: unknown): body is { counts: StateCounts; expected: number } =>
  typeof body === 'object' && body !== null && 'counts' in body && 'expected' in body;
