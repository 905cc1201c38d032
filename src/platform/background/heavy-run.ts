import { Readable } from 'node:stream';
import type { Ctx } from '../context.ts';
import { AppError } from '../errors.ts';
import { heavyErrors, type AskedKind, type HeavyFile, type Lane, type Progress, type WorkReport } from './heavy.ts';
import {
  endWork,
  MOST_ATTEMPTS,
  noteProgress,
  postponeWork,
  releaseWork,
  selectCancelled,
  takeWork,
  type Ending,
} from './heavy-queue.ts';
import type { HeavyWork } from './heavy-row.ts';
import { notingRights, type Right } from '../rights/rights-used.ts';
import type { Services } from '../services.ts';

/** Work of the clock, named like its queue. */
export interface QueueHandler {
  run(data: object, signal: AbortSignal, progress: Progress): Promise<void>;
  /** Told when it is not tried again. */
  gaveUp?(data: object, reason: AppError): Promise<void>;
}

export interface Handlers {
  queues: ReadonlyMap<string, QueueHandler>;
  asked: readonly AskedKind[];
  /** Sets a paper: its data lie in storage. */
  paper(work: HeavyWork, services: Services): Promise<HeavyFile>;
  /** Who asked, with what they may do now. */
  ctxOf(work: HeavyWork): Promise<Ctx>;
}

/** Work of the clock that goes wrong is tried again after so many seconds: over a morning, then it waits for a person. */
const BACK_OFF = [60, 300, 1_200, 3_600, 7_200];
const PROGRESS_EVERY = 1_000;

const traceOf = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4_000);

/** Runs the pieces of both lanes, one of each at a time, until told to stop. */
export class HeavyRunner {
  readonly #services: Services;
  readonly #handlers: Handlers;
  readonly #stop: AbortSignal;
  readonly #running = new Map<string, AbortController>();
  /** One lane takes at a time, so that each knows what runs beside it. */
  #turn: Promise<unknown> = Promise.resolve();
  /** A piece on its last try runs, and nothing begins beside it. */
  #lastTry = false;
  #lastEnd = performance.now();

  constructor(services: Services, handlers: Handlers, stop: AbortSignal) {
    this.#services = services;
    this.#handlers = handlers;
    this.#stop = stop;
  }

  /** Milliseconds since the last piece ended; 0 while one runs. */
  get idleFor(): number {
    return this.#running.size > 0 ? 0 : performance.now() - this.#lastEnd;
  }

  /** Takes pieces of a lane until none is due. */
  async drain(lane: Lane, mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      const work = await this.#take(lane);
      if (!work) return;
      await this.#run(work);
    }
  }

  /** A piece in which its process has ended twice has its last try by itself: whatever happens then, it was this piece. */
  async #take(lane: Lane): Promise<HeavyWork | undefined> {
    const taken = this.#turn.then(async () => {
      if (this.#lastTry) return undefined;
      const work = await takeWork(this.#services.db, lane, { alone: this.#running.size === 0 });
      if (!work) return undefined;
      this.#running.set(work.id, new AbortController());
      this.#lastTry = work.attempts >= MOST_ATTEMPTS;
      return work;
    });
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  /** Pieces that somebody asked to stop hear of it. */
  async heedCancels(): Promise<void> {
    if (this.#running.size === 0) return;
    for (const id of await selectCancelled(this.#services.db)) this.#running.get(id)?.abort(heavyErrors.cancelled());
  }

  async #run(work: HeavyWork): Promise<void> {
    const { db, storage } = this.#services;
    const control = this.#running.get(work.id) ?? new AbortController();
    const signal = AbortSignal.any([control.signal, this.#stop]);
    const report = this.#reportOf(work, signal, control);
    const rights: Right[] = [...work.rights];
    try {
      // what the worker reads for somebody it reads by their rights: whoever fetches it has them still
      const file = await notingRights(rights, async () => {
        const made = await this.#work(work, report);
        signal.throwIfAborted();
        return made && (await this.#store(made, signal));
      });
      await report.told();
      await this.#end(work, { state: 'done', file, rights });
    } catch (error) {
      if (this.#stop.aborted) await releaseWork(db, work.id);
      else if (control.signal.aborted) await this.#end(work, { state: 'cancelled' });
      else await this.#fail(work, error);
    } finally {
      this.#running.delete(work.id);
      this.#lastTry = false;
      this.#lastEnd = performance.now();
      if (work.inputKey !== null && !this.#stop.aborted) await storage.remove(work.inputKey);
    }
  }

  async #work(work: HeavyWork, report: WorkReport): Promise<HeavyFile | null> {
    if (work.lane === 'papers') return this.#handlers.paper(work, this.#services);
    const queue = this.#handlers.queues.get(work.kind);
    if (queue) {
      await queue.run(work.input, report.signal, report.progress);
      return null;
    }
    const asked = this.#handlers.asked.find(({ kind }) => kind === work.kind);
    if (!asked) throw new Error(`no module does ${work.kind}`);
    return asked.run(await this.#handlers.ctxOf(work), work.input, this.#services, report);
  }

  async #store(file: HeavyFile, signal: AbortSignal): Promise<NonNullable<HeavyWork['file']>> {
    const source =
      file.body instanceof Uint8Array ? file.body : Readable.from(abortable(file.body, signal), { objectMode: false });
    const { key, sizeBytes } = await this.#services.storage.put('heavy', source);
    return { key, name: file.fileName, mediaType: file.mediaType, sizeBytes };
  }

  async #end(work: HeavyWork, ending: Ending): Promise<void> {
    await endWork(this.#services.db, work.id, ending);
  }

  async #fail(work: HeavyWork, error: unknown): Promise<void> {
    const { db } = this.#services;
    if (error instanceof AppError) {
      const { code, status, params, fields } = error;
      await this.giveUp(work, error);
      await this.#end(work, { state: 'failed', code, params: { ...params, status }, fields, trace: null });
      return;
    }
    const trace = traceOf(error);
    process.stderr.write(`worker: ${work.kind} ${work.id}: ${trace}\n`);
    const seconds = BACK_OFF[work.failures];
    // nobody waits for work of the clock; somebody who asked is told at once
    if (work.asker === null && seconds !== undefined) await postponeWork(db, work.id, seconds, trace);
    else {
      await this.giveUp(work, heavyErrors.broken());
      await this.#end(work, { state: 'failed', code: heavyErrors.broken().code, params: {}, trace });
    }
  }

  /** Tells the module of a piece that is not tried again. */
  async giveUp(work: Pick<HeavyWork, 'kind' | 'input'>, reason: AppError): Promise<void> {
    await this.#handlers.queues.get(work.kind)?.gaveUp?.(work.input, reason);
  }

  /** `told` writes what was reported last, so that the page of ended work does not stop short of it. */
  #reportOf(
    { id, inputKey }: HeavyWork,
    signal: AbortSignal,
    control: AbortController,
  ): WorkReport & { told: () => Promise<void> } {
    let next = 0;
    let unwritten: [done: number, total: number | null] | null = null;
    let writing: Promise<void> = Promise.resolve();
    const write = async (done: number, total: number | null): Promise<void> => {
      if (await noteProgress(this.#services.db, id, done, total)) control.abort(heavyErrors.cancelled());
    };
    return {
      signal,
      inputKey,
      progress: (done, total) => {
        const now = performance.now();
        unwritten = [done, total];
        if (now < next) return;
        next = now + PROGRESS_EVERY;
        unwritten = null;
        writing = write(done, total).catch(() => undefined);
      },
      told: async () => {
        await writing;
        if (unwritten) await noteProgress(this.#services.db, id, ...unwritten);
      },
    };
  }
}

async function* abortable<T>(parts: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const part of parts) {
    signal.throwIfAborted();
    yield part;
  }
}

/** What is said of a piece that ended its process {@link MOST_ATTEMPTS} times. */
export const setAside = heavyErrors.setAside({ times: MOST_ATTEMPTS });
