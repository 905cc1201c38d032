import type { FastifyInstance } from 'fastify';

const MB = 1024 ** 2;
/** It is looked so often whether nobody has come, in milliseconds. */
const LOOK_EVERY = 5_000;
/** Nobody asked for anything for so long: the next one hardly comes in the tenth of a second that it takes. */
const QUIET = 3_000;
/** Less is not worth it. */
const GROWN = 48 * MB;
/** V8 gives pages back in small steps that it begins some 100 seconds after it was asked; so long it is left alone. */
const GIVING_BACK = 150_000;

/** What it is given of the process. */
export interface Memory {
  /** Bytes that the process holds. */
  held(): number;
  /** Gives back what is not in use; null where the process was not started so that it can be asked for. */
  tidy: (() => void) | null;
  /** Milliseconds by a clock that nobody sets. */
  now(): number;
  every(ms: number, work: () => void): () => void;
}
const OWN_MEMORY: Memory = {
  held: () => process.memoryUsage.rss(),
  tidy: globalThis.gc ? () => void globalThis.gc?.({ type: 'major', execution: 'sync' }) : null,
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/**
 * The program collects what it no longer needs when its heap is full, and keeps what it has grown to while nobody comes: some 200 MB after a busy
 * hour. So it is asked to when nobody has come for some seconds (docs/decisions/153).
 */
export function tidyAtRest(app: FastifyInstance, memory: Memory = OWN_MEMORY): void {
  const { tidy } = memory;
  if (!tidy) return;
  let last = memory.now();
  const seen = (_request: unknown, _reply: unknown, done: () => void): void => {
    last = memory.now();
    done();
  };
  app.addHook('onRequest', seen);
  app.addHook('onResponse', seen);
  /** The least that it held since it gave back; 0 before: the start itself leaves much behind. */
  let least = 0;
  let tidiedAt: number | null = null;
  const end = memory.every(LOOK_EVERY, () => {
    const [now, held] = [memory.now(), memory.held()];
    // what people make grow meanwhile is to be given back in its turn
    least = Math.min(least, held);
    if (tidiedAt !== null) {
      if (now - tidiedAt < GIVING_BACK) return;
      tidiedAt = null;
    }
    if (now - last < QUIET || held - least < GROWN) return;
    tidy();
    least = Infinity;
    tidiedAt = now;
  });
  app.addHook('onClose', (_app, done) => {
    end();
    done();
  });
}
