import { createHash, randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { LearnerKey } from '../data/learners.queries.ts';

/** Whoever learns, beside who is signed in: the key of their browser, where it has one. */
export interface Learner {
  key: string | null;
  /** From where a browser asks: one address begins so often in an hour. Left out: it is no browser. */
  ip?: string | undefined;
}

const KEY_BYTES = 24;
/** What a key looks like; anything else is none. */
const KEY = /^[\w-]{32}$/;

/** What is kept of a key. */
export const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** By what somebody is known as a learner; null: nobody is signed in, and there is no key. */
export function learnerOf({ actor }: Pick<Ctx, 'actor'>, { key }: Learner): LearnerKey | null {
  if (actor.kind === 'member') return { memberId: actor.id };
  if (actor.kind === 'account') return { accountId: actor.id };
  return key !== null && KEY.test(key) ? { keyHash: hashOf(key) } : null;
}

/** A key that nobody has. */
export const newLearnerKey = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** The same for whoever begins: who has no key gets one. @returns the new key, for their browser; null: none was needed */
export function newLearner(ctx: Pick<Ctx, 'actor'>, learner: Learner): { who: LearnerKey; key: string | null } {
  const who = learnerOf(ctx, learner);
  if (who) return { who, key: null };
  const key = newLearnerKey();
  return { who: { keyHash: hashOf(key) }, key };
}
