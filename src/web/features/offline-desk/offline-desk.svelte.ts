import type { DeskAct, GuestType } from '#modules/stock/offline-desk/client';
import { m } from '#i18n/messages';
import { getLocale } from '#i18n/runtime';
import { newNonce } from '#web/kit/offline/scan-queue.ts';
import { cardKey, DeskData } from './desk-data.ts';
import { keyByPassphrase, keyWithNetwork, openData, renewData } from './device.ts';
import { isoOf, sayDay } from './say-age.ts';
import { sayRefusals } from './say-refusal.ts';
import { seal, unseal } from './seal.ts';
import { sendWaiting, takeBackAct, type Sent, type WrittenAct } from './send.ts';
import { addAct, countActs, listActs, readDevice, type Opener, type OwnDevice } from './store.ts';

export type OfflineMode = 'pinjam' | 'kembali' | 'kunjungan';
export interface Said {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string[];
  /** What can be done all the same. */
  step: { key: 'Enter' | 'F8'; label: string; act: DeskAct } | { key: 'Enter'; label: string; card: string } | null;
  /** The act that can be taken back. */
  undo: string | null;
}
export interface Line {
  nonce: string;
  /** In milliseconds, by the clock of the server. */
  at: number;
  what: string;
  about: string;
  state: 'waits' | 'done' | 'conflict';
}
type Stage = 'starting' | 'none' | 'locked' | 'open' | 'nodata' | 'forged' | 'clock';

const TRY_AGAIN_MS = 15_000;
const HOUR = 3_600_000;
/** Clocks are a little wrong. */
const SLACK = 120_000;

/** The desk of a browser that has no network: every act is on its disk before the answer is shown. */
export class OfflineDesk {
  stage = $state<Stage>('starting');
  device = $state.raw<OwnDevice | null>(null);
  data = $state.raw<DeskData | null>(null);
  said = $state<Said | null>(null);
  /** The card that is at the desk. */
  card = $state<string | null>(null);
  mode = $state<OfflineMode>('pinjam');
  lines = $state<Line[]>([]);
  waiting = $state(0);
  sending = $state(false);
  sent = $state<Sent | null>(null);
  online = $state(true);
  now = $state(0);
  wrong = $state(false);
  #key: CryptoKey | null = null;
  /** Whose passphrase was typed; null = it is whoever has fetched the data. */
  #by: Opener['account'] | null = null;
  /** Scans are worked through one after the other, however fast they come. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @returns how to stop */
  start(): () => void {
    void this.#begin();
    const online = (): void => void this.send();
    addEventListener('online', online);
    const retry = setInterval(() => void (this.waiting > 0 && this.send()), TRY_AGAIN_MS);
    const clock = setInterval(() => (this.now = this.#time()), TRY_AGAIN_MS);
    return () => {
      removeEventListener('online', online);
      clearInterval(retry);
      clearInterval(clock);
    };
  }

  async #begin(): Promise<void> {
    this.online = navigator.onLine;
    this.device = await readDevice().catch(() => null);
    if (!this.device) return void (this.stage = 'none');
    this.waiting = await countActs();
    // whoever is signed in and has a network need not know the passphrase
    const key = navigator.onLine ? await keyWithNetwork(this.device) : null;
    // what they do is theirs: the data are fetched in their name first
    if (key) await renewData(key, this.device.id);
    if (key) await this.#unlocked(key);
    else this.stage = 'locked';
  }

  async open(passphrase: string): Promise<void> {
    if (!this.device) return;
    const opened = await keyByPassphrase(this.device, passphrase);
    this.wrong = opened === null;
    if (!opened) return;
    this.#by = opened.account;
    await this.#unlocked(opened.key);
  }

  async #unlocked(key: CryptoKey): Promise<void> {
    this.#key = key;
    await this.#readData();
    await this.send();
  }

  /** The data as they lie here, and over them what was written down since. */
  async #readData(): Promise<void> {
    if (!this.device || !this.#key) return;
    const snapshot = await openData(this.device, this.#key);
    if (snapshot === 'none' || snapshot === 'forged') {
      this.stage = snapshot === 'none' ? 'nodata' : 'forged';
      return;
    }
    const data = new DeskData(snapshot);
    this.data = data;
    for (const { nonce, sealed } of await listActs()) {
      const { act, at } = JSON.parse(await unseal(this.#key, nonce, sealed)) as WrittenAct;
      data.apply(act, Date.parse(at));
      if (!this.lines.some((line) => line.nonce === nonce)) this.#addLine(nonce, act, Date.parse(at));
    }
    this.now = this.#time();
    this.stage = this.now < Date.parse(snapshot.createdAt) - SLACK ? 'clock' : 'open';
  }

  #time = (): number => Date.now() + (this.device?.ahead ?? 0);

  /** How old the data are, in milliseconds. */
  get age(): number {
    return this.data ? Math.max(0, this.now - Date.parse(this.data.snapshot.createdAt)) : 0;
  }
  get tooOld(): boolean {
    return this.data !== null && this.age > this.data.snapshot.device.maxAgeHours * HOUR;
  }

  /** Whatever was scanned or typed: it counts for what the desk was doing then, though earlier scans may still be worked through. */
  async scan(code: string): Promise<void> {
    const { mode } = this;
    return this.#inTurn(async () => this.#handle(code.trim(), mode));
  }
  async guest(guest: GuestType): Promise<void> {
    return this.#inTurn(async () => this.#record({ kind: 'visit', guest }));
  }
  async takeStep(): Promise<void> {
    return this.#inTurn(async () => {
      const step = this.said?.step;
      if (step && 'act' in step) await this.#record(step.act);
      else if (step) this.#serve(step.card);
    });
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  #say(tone: Said['tone'], title: string, text: string[], more: Partial<Said> = {}): void {
    this.said = { tone, title, text, step: null, undo: null, ...more };
  }

  #serve(card: string): void {
    this.card = card;
    this.mode = 'pinjam';
    this.#say('ok', card, [m.offdesk_at_desk({ name: this.data?.member(card)?.[1] ?? card })]);
  }

  async #handle(scanned: string, mode: OfflineMode): Promise<void> {
    const { data } = this;
    if (!data || scanned === '') return;
    const code = data.barcode(scanned);
    this.now = this.#time();
    const [member, item] = [data.member(code), data.item(code)];
    if (mode === 'kunjungan') return this.#visit(member?.[0] ?? cardKey(code), member !== undefined);
    if (mode === 'kembali') return this.#takeBack(code, item?.[1]);
    if (member && (!item || this.card === null)) return this.#serve(member[0]);
    if (this.card !== null) return this.#lend(this.card, item?.[0] ?? code, item?.[1] ?? code);
    // nobody is at the desk: a book that is out can only have come back
    if (data.isOut(code)) return this.#takeBack(code, item?.[1]);
    if (item) return this.#say('warn', m.offdesk_card_first(), [m.offdesk_card_first_text({ title: item[1] })]);
    const step = { key: 'Enter' as const, label: m.offdesk_record_card(), card: cardKey(code) };
    this.#say('warn', m.offdesk_unknown_here(), [m.offdesk_unknown_here_text({ code })], { step });
  }

  async #lend(card: string, barcode: string, title: string): Promise<void> {
    if (this.tooOld) return this.#say('bad', m.offdesk_too_old(), [m.offdesk_too_old_text()]);
    const answer = this.data?.mayLend(card, barcode, this.#time(), false);
    const act: DeskAct = { kind: 'lend', memberNumber: card, itemBarcode: barcode };
    if (answer?.kind === 'ok') return this.#record(act);
    if (answer?.kind === 'refused') {
      const confirmable = answer.confirmable;
      const step = {
        key: confirmable ? ('Enter' as const) : ('F8' as const),
        label: m.offdesk_record_lend(),
        act: confirmable ? { ...act, confirmed: true } : act,
      };
      const sentences = sayRefusals(answer.reasons, title, getLocale());
      return this.#say(confirmable ? 'warn' : 'bad', m.offdesk_do_not_lend(), sentences, { step });
    }
    const step = { key: 'F8' as const, label: m.offdesk_record_lend(), act };
    const code = this.data?.member(card) ? barcode : card;
    this.#say('warn', m.offdesk_unknown_here(), [m.offdesk_unknown_here_text({ code })], { step });
  }

  async #takeBack(barcode: string, title: string | undefined): Promise<void> {
    const act: DeskAct = { kind: 'return', itemBarcode: barcode };
    if (this.data?.isOut(barcode)) return this.#record(act);
    const step = { key: 'F8' as const, label: m.offdesk_record_return(), act };
    const text = title ? m.offdesk_not_out({ title }) : m.offdesk_unknown_here_text({ code: barcode });
    this.#say('warn', title ?? m.offdesk_unknown_here(), [text], { step });
  }

  async #visit(card: string, known: boolean): Promise<void> {
    if (this.data?.visitedLately(card, this.#time())) return this.#say('warn', m.offdesk_visit_again(), [card]);
    const act: DeskAct = { kind: 'visit', card };
    if (known) return this.#record(act);
    const step = { key: 'F8' as const, label: m.offdesk_record_card(), act };
    this.#say('warn', m.offdesk_unknown_here(), [m.offdesk_unknown_here_text({ code: card })], { step });
  }

  /** On the disk first, then on the screen. */
  async #record(act: DeskAct): Promise<void> {
    const { data } = this;
    if (!data || !this.#key) return;
    const at = this.#time();
    const nonce = newNonce();
    const { account, createdAt } = data.snapshot;
    const { id: accountId } = this.#by ?? account;
    const written: WrittenAct = { at: isoOf(at), snapshotAt: createdAt, accountId, act };
    try {
      await addAct(nonce, await seal(this.#key, nonce, JSON.stringify(written)));
    } catch {
      return this.#say('bad', m.offdesk_cannot_keep(), []);
    }
    data.apply(act, at);
    this.waiting += 1;
    this.#addLine(nonce, act, at);
    this.#saidOf(act, nonce);
    void this.send();
  }

  #saidOf(act: DeskAct, undo: string): void {
    const { data } = this;
    if (!data) return;
    if (act.kind === 'return')
      return this.#say('ok', m.offdesk_recorded_return(), this.#about(act.itemBarcode), { undo });
    if (act.kind === 'visit') {
      const who = 'card' in act ? (data.member(act.card)?.[1] ?? act.card) : m.offdesk_guest();
      return this.#say('ok', m.offdesk_recorded_visit(), [who], { undo });
    }
    const due = data.held(act.memberNumber).at(-1)?.dueAt ?? null;
    const zone = data.snapshot.library.timeZone;
    const title = due
      ? m.offdesk_recorded_lend({ due: sayDay(due, zone, getLocale()) })
      : m.offdesk_recorded_lend_later();
    this.#say('ok', title, this.#about(act.itemBarcode), { undo });
  }

  /** The title of a copy, and what is to be looked at when it changes hands. */
  #about(barcode: string): string[] {
    const note = this.data?.note(barcode) ?? null;
    const title = this.data?.item(barcode)?.[1] ?? barcode;
    return note === null ? [title] : [title, m.notice_circulation_copy_note({ note })];
  }

  #addLine(nonce: string, act: DeskAct, at: number): void {
    const what = { lend: m.offdesk_kind_lend(), return: m.offdesk_kind_return(), visit: m.offdesk_kind_visit() }[
      act.kind
    ];
    const title = 'itemBarcode' in act ? (this.data?.item(act.itemBarcode)?.[1] ?? act.itemBarcode) : null;
    const card = act.kind === 'lend' ? act.memberNumber : 'card' in act ? act.card : null;
    const who = card === null ? null : (this.data?.member(card)?.[1] ?? card);
    const about = [title, who].filter((part) => part !== null).join(' · ') || m.offdesk_guest();
    this.lines = [{ nonce, at, what, about, state: 'waits' }, ...this.lines];
  }

  /** Takes the last act back, if it is still here. */
  async undo(): Promise<void> {
    return this.#inTurn(async () => {
      const nonce = this.said?.undo;
      if (!nonce) return;
      if (!(await takeBackAct(nonce))) return this.#say('warn', m.offdesk_already_sent(), []);
      this.lines = this.lines.filter((line) => line.nonce !== nonce);
      this.waiting = await countActs();
      await this.#readData();
      this.#say('warn', m.offdesk_undone(), [m.offdesk_undone_text()]);
    });
  }

  /** Sends what waits, as soon as somebody answers. */
  async send(): Promise<void> {
    if (!this.#key || this.sending) return;
    this.sending = true;
    try {
      const sent = this.waiting > 0 ? await sendWaiting(this.#key) : null;
      if (sent) {
        this.online = sent.left !== 'offline';
        this.lines = this.lines.map((line) => {
          const answer = sent.answers.find(({ nonce }) => nonce === line.nonce);
          return answer ? { ...line, state: answer.outcome } : line;
        });
        const before = this.sent?.answers ?? [];
        this.sent = { ...sent, answers: [...before, ...sent.answers] };
        // whoever is signed in gets data that know of it
        if (sent.answers.length > 0 && this.device) await renewData(this.#key, this.device.id);
      }
      this.waiting = await countActs();
    } finally {
      this.sending = false;
    }
  }

  turnTo(mode: OfflineMode): void {
    // F2 while lending: this visit is over, the next card please
    if (mode !== 'pinjam' || this.mode === 'pinjam') this.card = null;
    this.mode = mode;
    this.said = null;
  }
}
