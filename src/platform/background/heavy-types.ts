import type { Readable } from 'node:stream';
import type { Ctx } from '../context.ts';

/** `papers`: what somebody waits for at a counter; `rest`: exports, imports, index builds. One piece of each runs at a time. */
export type Lane = 'papers' | 'rest';
export type WorkState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Who asked, without what they may do: that is looked up again when the work begins. `scopes`: of an API token. */
export type Asker =
  | { kind: 'account'; id: number; scopes: readonly string[] | null }
  | { kind: 'member'; id: number }
  | { kind: 'anonymous' };

/** A finished file. */
export interface Answer {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  body: Readable;
}

/** The door to the worker, for whoever serves a request. */
export interface Heavy {
  /**
   * Has a piece of work done and gives what came of it when that takes no longer than eight seconds. Refusals of the work are thrown as
   * they are; `heavy_work.pending` when it takes longer (the page of the work has it then), `heavy_work.too_many` when the queue is full.
   */
  ask(ctx: Pick<Ctx, 'actor' | 'locale' | 'libraryId'>, work: AskedWork): Promise<Answer>;
}

export interface AskedWork {
  kind: string;
  input: object;
  lane?: Lane;
  /** A large or private part of the input, as a key of storage. It is removed when the work has ended. */
  inputKey?: string;
}
