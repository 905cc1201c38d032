import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Actor, Ctx } from '../context.ts';
import type { Db } from '../database/db.ts';
import { AppError, defineErrors } from '../errors.ts';
import { leavePlace } from '../admission/entry.ts';
import { countWaiting, deleteWork, insertWork, joinWork, selectWork, topicOf } from './heavy-queue.ts';
import type { HeavyWork, NewWork } from './heavy-row.ts';
import type { Answer, Asker, Heavy } from './heavy-types.ts';
import type { Live } from '../requests/live.ts';
import { outsideRequest, requestScope } from '../requests/request-scope.ts';
import { rightsUsed } from '../rights/rights-used.ts';
import type { Services } from '../services.ts';
import type { Storage } from '../storage.ts';

export type { Answer, Asker, Heavy, Lane, WorkState } from './heavy-types.ts';

/** What comes of a piece of work: a file on its way out, in pieces. */
export interface HeavyFile {
  fileName: string;
  mediaType: string;
  body: AsyncIterable<Uint8Array | string> | Uint8Array;
}

/** Tells how far it is; `total` null = not known. Cheap: written at most once a second. */
export type Progress = (done: number, total: number | null) => void;

/** What a handler is told and may tell. */
export interface WorkReport {
  /** Aborts when the work is cancelled or the process stops. */
  signal: AbortSignal;
  /** A part of the input that lies in storage, where there is one; it goes when the work has ended. */
  inputKey: string | null;
  progress: Progress;
}

/** Something that people ask for and the worker makes. The handler checks the permission with the actor's rights of that moment. */
export interface AskedKind {
  readonly kind: string;
  run(ctx: Ctx, input: object, services: Services, report: WorkReport): Promise<HeavyFile>;
}

export const heavyErrors = defineErrors('heavy_work', {
  pending: 202,
  tooMany: 503,
  broken: 500,
  setAside: 422,
  cancelled: 409,
  notFound: 404,
  notFailed: 409,
});

/** Longer queues are refused: nobody would wait for the end of one. */
const MOST_WAITING = 200;
/** So much of it is anybody's own: nobody keeps the counter from its papers, and the public none of those who work here. */
const MOST_OF_ONE = 25;

export const askerOf = (actor: Actor): Asker | null => {
  if (actor.kind === 'system') return null;
  if (actor.kind === 'account') return { kind: 'account', id: actor.id, scopes: actor.scopes };
  return actor.kind === 'member' ? { kind: 'member', id: actor.id } : { kind: 'anonymous' };
};

/**
 * Asks a worker in a process of its own.
 * @param patience milliseconds in which an answer still comes to the same request
 */
export function heavyElsewhere(
  { db, live, storage }: { db: Db; live: Live; storage: Storage },
  patience: number,
): Heavy {
  const ended = async (id: string): Promise<HeavyWork | undefined> => {
    let unfollow = (): void => undefined;
    const until = Date.now() + patience;
    try {
      for (;;) {
        const told = new Promise<void>((done) => {
          unfollow();
          unfollow = live.follow(topicOf(id), done);
        });
        const work = await selectWork(db, id);
        const left = until - Date.now();
        if (!work || work.endedAt !== null || left <= 0) return work;
        // a word may be lost with the connection that carries it
        await Promise.race([told, wait(Math.min(left, 1_000))]);
      }
    } finally {
      unfollow();
    }
  };
  // whoever is not signed in is nobody in particular, and what has an input of its own is something else each time
  const join = async (asked: NewWork): Promise<string | null> =>
    asked.inputKey !== null || asked.asker?.kind === 'anonymous' ? null : joinWork(db, asked);
  const enqueue = async (asked: NewWork): Promise<string> => {
    try {
      const same = await join(asked);
      if (same !== null) return same;
      const { all, own } = await countWaiting(db, asked);
      if (all >= MOST_WAITING || own >= MOST_OF_ONE) throw heavyErrors.tooMany();
      // twice at the same moment: the second one joins the first
      const id = (await insertWork(db, asked)) ?? (await join(asked));
      if (id === null) throw heavyErrors.broken();
      return id;
    } catch (error) {
      // nobody else takes its input away
      if (asked.inputKey !== null) await storage.remove(asked.inputKey);
      throw error;
    }
  };
  return {
    async ask(ctx, { kind, input, lane = 'rest', inputKey = null }) {
      const asker = askerOf(ctx.actor) ?? { kind: 'anonymous' };
      const { locale, libraryId } = ctx;
      const id = await enqueue({ kind, input, inputKey, lane, asker, locale, libraryId, rights: rightsUsed() });
      // whoever waits for another process keeps nobody from being answered by this one
      leavePlace();
      const work = await ended(id);
      if (work && work.endedAt === null) {
        const scope = requestScope();
        if (scope) scope.pending = id;
        throw heavyErrors.pending({ id });
      }
      return answerOf(db, storage, work);
    },
  };
}

const wait = async (ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, ms).unref();
  });

/** What came of work that has ended, given once: then the row and its file are gone. Throws what the work refused. */
function answerOf(db: Db, storage: Storage, work: HeavyWork | undefined): Answer {
  if (!work) throw heavyErrors.notFound();
  if (work.state === 'failed') throw refusalOf(work);
  if (work.state !== 'done' || !work.file) throw heavyErrors.cancelled();
  const { key, name, mediaType, sizeBytes } = work.file;
  const body = storage.open(key);
  body.once('close', () => {
    deleteWork(db, work.id)
      .then(async (gone) => (gone ? storage.remove(key) : undefined))
      // the clock takes it away then
      .catch(() => undefined);
  });
  return { fileName: name, mediaType, sizeBytes, body };
}

/** The refusal of failed work, as it was thrown in the worker. */
export function refusalOf(work: Pick<HeavyWork, 'errorCode' | 'errorParams' | 'errorFields'>): AppError {
  const { errorCode, errorParams, errorFields } = work;
  if (errorCode === null) return heavyErrors.broken();
  return new AppError(errorCode, Number(errorParams.status ?? 500), errorParams, errorFields);
}

/** Does the work at once, in this process: tests that have no worker. */
export function heavyHere(kinds: readonly AskedKind[], services: () => Services): Heavy {
  return {
    async ask(ctx, { kind, input, inputKey = null }) {
      const asked = kinds.find((one) => one.kind === kind);
      if (!asked) throw new Error(`nobody does ${kind}`);
      const all = services();
      const full: Ctx = { db: all.db, clock: all.clock, requestId: kind, via: 'job', ...ctx };
      const report = { signal: new AbortController().signal, inputKey, progress: () => undefined };
      return outsideRequest(async () => {
        const { fileName, mediaType, body } = await asked.run(full, input, all, report);
        const parts = body instanceof Uint8Array ? [body] : body;
        const bytes = await buffer(Readable.from(parts, { objectMode: false }));
        if (inputKey !== null) await all.storage.remove(inputKey);
        return { fileName, mediaType, sizeBytes: bytes.length, body: Readable.from([bytes], { objectMode: false }) };
      });
    },
  };
}
