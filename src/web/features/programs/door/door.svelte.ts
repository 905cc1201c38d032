import { m } from '#i18n/messages';
import { keepStandIn } from '#web/kit/offline/keep-stand-in.ts';
import { postKept } from '#web/kit/offline/post-kept.ts';
import { DOOR } from '#web/kit/offline/stand-ins.ts';
import { newNonce, openScanQueue, type KeptScan, type ScanQueue } from '#web/kit/offline/scan-queue.ts';

/** By the clock of the device; the server takes none that runs ahead of its own. */
const now = (): string => new Date().toISOString();
const TRY_AGAIN_MS = 8000;
const AT_ONCE = 100;
const SHOWN = 8;

/** A badge that was scanned. */
interface WaitingBadge extends KeptScan {
  sessionId: number;
  code: string;
}
/** What is said of a scan. */
export interface SaidBadge {
  nonce: string;
  tone: 'ok' | 'warn' | 'bad';
  text: string;
}
interface Answer {
  nonce: string;
  came: { name: string; again: boolean } | null;
  refused: string | null;
}

/** A device at the door of a session: every scan is on its disk before it is sent, and stays there until the server has answered. */
export class Door {
  /** Scans go through it; until then, and where the browser keeps nothing, the plain form sends them. */
  ready = $state(false);
  waiting = $state<WaitingBadge[]>([]);
  offline = $state(false);
  /** Why the server does not take what waits. */
  refused = $state<string | null>(null);
  /** The newest first. */
  said = $state<SaidBadge[]>([]);
  readonly #sessionId: number;
  readonly #came: () => void;
  #queue: ScanQueue<WaitingBadge> | null = null;
  #sending = false;

  /** @param came called when somebody came in */
  constructor(sessionId: number, came: () => void) {
    this.#sessionId = sessionId;
    this.#came = came;
  }

  /** @returns how to stop */
  start(): () => void {
    void this.#open();
    const online = (): void => void this.#send();
    addEventListener('online', online);
    const retry = setInterval(() => this.waiting.length > 0 && void this.#send(), TRY_AGAIN_MS);
    return () => {
      removeEventListener('online', online);
      clearInterval(retry);
    };
  }

  async #open(): Promise<void> {
    try {
      this.#queue = await openScanQueue<WaitingBadge>('kehadiran', 'session', 'sessionId');
      this.waiting = await this.#queue.list(this.#sessionId);
      this.ready = true;
      // the door opens again where there is no network
      void keepStandIn(DOOR).catch(() => undefined);
      await this.#send();
    } catch {
      this.ready = false;
    }
  }

  /** Keeps a scan and sends it as soon as it can. */
  async read(code: string): Promise<void> {
    const scan = { nonce: newNonce(), sessionId: this.#sessionId, code: code.trim(), at: now() };
    if (scan.code === '') return;
    await this.#queue?.add(scan);
    this.waiting = [...this.waiting, scan];
    await this.#send();
    if (this.waiting.some(({ nonce }) => nonce === scan.nonce)) {
      this.#say([{ nonce: scan.nonce, tone: 'warn', text: m.programs_door_kept({ code: scan.code.slice(-8) }) }]);
    }
  }

  async #send(): Promise<void> {
    if (this.#sending || !this.#queue) return;
    this.#sending = true;
    try {
      let atOnce = AT_ONCE;
      while (this.waiting.length > 0) {
        const some = this.waiting.slice(0, atOnce);
        const scans = some.map(({ nonce, code, at }) => ({ nonce, code, at }));
        const posted = await postKept('/api/v1/attendance/scans', { sessionId: this.#sessionId, scans });
        this.offline = posted.kind === 'offline';
        this.refused = posted.kind === 'refused' ? posted.reason : null;
        if (posted.kind === 'offline' || posted.kind === 'refused') return;
        if (posted.kind === 'unreadable' && some.length > 1) {
          atOnce = 1;
          continue;
        }
        const answers = posted.kind === 'answered' ? answersOf(posted.body) : some.map(unreadable);
        if (answers.length === 0) return;
        const nonces = answers.map(({ nonce }) => nonce);
        await this.#queue.remove(nonces);
        this.waiting = this.waiting.filter(({ nonce }) => !nonces.includes(nonce));
        this.#say(answers.map(sayBadge));
        if (answers.some(({ came }) => came !== null)) this.#came();
      }
    } finally {
      this.#sending = false;
    }
  }

  /** What the server does not take is thrown away: the session is gone, or not theirs any more. */
  async discard(): Promise<void> {
    await this.#queue?.remove(this.waiting.map(({ nonce }) => nonce));
    this.waiting = [];
    this.refused = null;
  }

  #say(more: readonly SaidBadge[]): void {
    const known = more.map(({ nonce }) => nonce);
    this.said = [...more.toReversed(), ...this.said.filter(({ nonce }) => !known.includes(nonce))].slice(0, SHOWN);
  }
}

/** Nobody will ever read it: it is said and not kept, so that what was read after it goes on. */
const unreadable = ({ nonce }: WaitingBadge): Answer => ({ nonce, came: null, refused: 'programs.unreadable' });

function sayBadge({ nonce, came, refused }: Answer): SaidBadge {
  if (came) {
    return came.again
      ? { nonce, tone: 'warn', text: m.programs_door_again({ name: came.name }) }
      : { nonce, tone: 'ok', text: m.programs_door_in({ name: came.name }) };
  }
  const reasons: Record<string, () => string> = {
    'programs.not_participant': () => m.error_programs_not_participant(),
    'programs.without_seat': () => m.error_programs_without_seat(),
    'programs.too_early': () => m.error_programs_too_early(),
    'programs.attendance_over': () => m.error_programs_attendance_over(),
    'programs.unreadable': () => m.error_programs_unreadable(),
    'programs.session_not_found': () => m.error_programs_session_not_found(),
    'programs.called_off': () => m.error_programs_called_off(),
  };
  return { nonce, tone: 'bad', text: reasons[refused ?? '']?.() ?? m.programs_door_refused() };
}

const answersOf = (body: unknown): Answer[] =>
  typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data)
    ? body.data.filter(isAnswer)
    : [];
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'nonce' in value && 'came' in value && 'refused' in value;
