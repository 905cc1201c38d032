import type { Entry } from './entry.ts';
import { KnownStaff } from './known-staff.ts';
import {
  comeAgainAfter,
  isOver,
  LINES,
  mayEnter,
  mayWait,
  RULES,
  smoothed,
  type Lane,
  type Line,
  type LineRule,
} from './rules/places.ts';

/** What the turnstile is given of the world. */
export interface Tools {
  /** Milliseconds by a clock that nobody sets. */
  now(): number;
  /** @returns ends it */
  every(ms: number, work: () => void): () => void;
  /** Once what has come in meanwhile has been looked at. */
  soon(work: () => void): void;
}
export const REAL_TOOLS: Tools = {
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
  soon: (work) => void setImmediate(work),
};

/** Who stands before the turnstile. */
export interface Comer {
  lane: Lane;
  /** Token or session by which they say who they are. */
  secret: string | null;
  /** It is to be left when the answer is made. */
  admitted(entry: Entry): void;
  /** @param seconds after which they may come again */
  refused(seconds: number): void;
  /** Does the client still send what it began to send? */
  isSending(): boolean;
}

/** While anybody waits, it is looked so often who has waited too long, and how late the event loop is. */
const LOOK_EVERY = 50;
/** A place is not held longer: what takes so long has ended elsewhere, or waits for its client. */
const LONGEST_INSIDE = 60_000;
/** A client that sends slowly keeps nobody else from being answered. */
const LONGEST_SENDING = 2_000;

class Waiting implements Entry {
  readonly comer: Comer;
  /** Since when it waits, and then since when it is inside. */
  since: number;
  state: 'waiting' | 'inside' | 'gone' = 'waiting';
  readonly #turnstile: Turnstile;

  constructor(turnstile: Turnstile, comer: Comer, since: number) {
    this.#turnstile = turnstile;
    this.comer = comer;
    this.since = since;
  }

  get lane(): Lane {
    return this.comer.lane;
  }
  get isWaiting(): boolean {
    return this.state === 'waiting';
  }
  leave(): void {
    this.#turnstile.leave(this);
  }
  note(isStaff: boolean): void {
    if (this.comer.secret !== null) this.#turnstile.known.note(this.comer.secret, isStaff);
  }
}

interface Queue {
  readonly rule: LineRule;
  /** In the order in which they came. */
  readonly waiting: Set<Waiting>;
  readonly inside: Set<Waiting>;
  /** When the last one came in. */
  last: number;
}
const queueOf = (rule: LineRule): Queue => ({ rule, waiting: new Set(), inside: new Set(), last: -Infinity });

/** What still comes in, or does not end, is answered without a place; a large upload of staff makes no reader wait for minutes. */
function leaveWhoLasts(inside: ReadonlySet<Waiting>, now: number): void {
  for (const entry of inside) {
    const isSlow = isOver(entry.since, now, LONGEST_SENDING) && entry.comer.isSending();
    if (isSlow || isOver(entry.since, now, LONGEST_INSIDE)) entry.leave();
  }
}

/**
 * Lets requests in: desks at once, all others so many at a time, in the order in which they came, and refuses them where the line is too
 * long or they have waited too long. Costs a request nothing but a look at two numbers while nobody waits.
 */
export class Turnstile {
  readonly known = new KnownStaff();
  readonly #tools: Tools;
  readonly #queues: Readonly<Record<Line, Queue>>;
  readonly #desks = new Set<Waiting>();
  #delay = 0;
  #refused = 0;
  #due = 0;
  #endLooking: (() => void) | null = null;
  #isCalling = false;
  #isClosed = false;

  constructor(tools: Tools = REAL_TOOLS, rules: Readonly<Record<Line, LineRule>> = RULES) {
    this.#tools = tools;
    this.#queues = {
      newcomer: queueOf(rules.newcomer),
      act: queueOf(rules.act),
      reader: queueOf(rules.reader),
    };
  }

  /** How many were refused so far. */
  get refused(): number {
    return this.#refused;
  }

  /** How many of a line are inside, and how many wait. */
  standing(line: Line): { inside: number; waiting: number } {
    const { inside, waiting } = this.#queues[line];
    return { inside: inside.size, waiting: waiting.size };
  }

  /** One of `admitted` and `refused` is called, at once or later; neither where the entry is left before. */
  ask(comer: Comer): Entry {
    const entry = new Waiting(this, comer, this.#tools.now());
    if (comer.lane === 'desk') {
      this.#letIn(entry, this.#desks, entry.since);
      return entry;
    }
    const queue = this.#queues[comer.lane];
    // nobody passes those who wait
    if (queue.waiting.size === 0 && this.#mayEnter(queue, entry.since)) this.#letInto(queue, entry, entry.since);
    else if (!this.#isClosed && mayWait(queue.rule, queue.waiting.size, this.#load())) {
      queue.waiting.add(entry);
      this.#startLooking();
    } else this.#refuse(entry);
    return entry;
  }

  leave(entry: Waiting): void {
    if (entry.state === 'gone') return;
    entry.state = 'gone';
    if (entry.lane === 'desk') this.#desks.delete(entry);
    else {
      this.#queues[entry.lane].waiting.delete(entry);
      this.#queues[entry.lane].inside.delete(entry);
    }
    this.#callSoon();
  }

  /** Whoever waits is refused: the process stops. */
  close(): void {
    this.#isClosed = true;
    for (const line of LINES) for (const entry of this.#queues[line].waiting) this.#refuse(entry);
  }

  #load(): { desks: number; delay: number } {
    return { desks: this.#desks.size, delay: this.#delay };
  }

  #mayEnter({ rule, inside, last }: Queue, now: number): boolean {
    return mayEnter(rule, { inside: inside.size, sinceLast: now - last }, this.#load());
  }

  #letInto(queue: Queue, entry: Waiting, now: number): void {
    queue.last = now;
    this.#letIn(entry, queue.inside, now);
  }

  #letIn(entry: Waiting, inside: Set<Waiting>, now: number): void {
    entry.state = 'inside';
    entry.since = now;
    inside.add(entry);
    entry.comer.admitted(entry);
  }

  #refuse(entry: Waiting): void {
    this.leave(entry);
    this.#refused += 1;
    entry.comer.refused(comeAgainAfter(this.#refused));
  }

  /** Not at once: between two readers the process looks whether a desk has come. */
  #callSoon(): void {
    if (this.#isCalling || LINES.every((line) => this.#queues[line].waiting.size === 0)) return;
    this.#isCalling = true;
    this.#tools.soon(() => {
      this.#isCalling = false;
      const now = this.#tools.now();
      for (const line of LINES) this.#callNext(this.#queues[line], now);
    });
  }

  #callNext(queue: Queue, now: number): void {
    for (const entry of queue.waiting) {
      if (!this.#mayEnter(queue, now)) return;
      queue.waiting.delete(entry);
      this.#letInto(queue, entry, now);
    }
  }

  #startLooking(): void {
    if (this.#endLooking) return;
    this.#due = this.#tools.now() + LOOK_EVERY;
    this.#endLooking = this.#tools.every(LOOK_EVERY, () => this.#look());
  }

  #look(): void {
    const now = this.#tools.now();
    this.#delay = smoothed(this.#delay, now - this.#due);
    this.#due = now + LOOK_EVERY;
    leaveWhoLasts(this.#desks, now);
    for (const line of LINES) this.#lookAt(this.#queues[line], now);
    this.#callSoon();
    if (LINES.some((line) => this.#queues[line].waiting.size > 0)) return;
    this.#endLooking?.();
    this.#endLooking = null;
    this.#delay = 0;
  }

  #lookAt({ rule, waiting, inside }: Queue, now: number): void {
    leaveWhoLasts(inside, now);
    for (const entry of waiting) {
      if (!isOver(entry.since, now, rule.patience)) break;
      this.#refuse(entry);
    }
  }
}
