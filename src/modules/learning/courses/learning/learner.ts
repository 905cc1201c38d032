import { createHash, randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { LearnerKey } from '../data/learners.queries.ts';
import { courseErrors } from '../errors.ts';

/** Whoever learns, beside who is signed in: the key of their browser, where it has one. */
export interface Learner {
  key: string | null;
  /** The key was given to a pupil of a class, and begins nothing once it is theirs no more (a new PIN, taken out). Left out: it is the browser's own. */
  ofClass?: boolean | undefined;
  /** From where a browser asks: one address begins so often in an hour. Left out: it is no browser. */
  ip?: string | undefined;
  /** The browser's own key of what it sends: the same sent twice is one act, also of whoever begins by it. Left out: it has none. */
  sentAs?: string | null | undefined;
  /** The library of the class in which they learn: what is near them is near it. Left out: they learn in none. */
  libraryId?: number | null | undefined;
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

/** A key of a browser's own from which nobody can guess that of a learner. */
const OWN_KEY = /^[0-9a-f]{32}$/;
/** Made of what was sent, so that whoever begins by an answer that is sent twice begins once. */
const keyFrom = (sentAs: string): string => hashOf(`learner ${sentAs}`).subarray(0, KEY_BYTES).toString('base64url');

/**
 * By what a browser tells those who learn in it apart without knowing who they are: `umum` for nobody in particular, `a12` for a member,
 * `petugas` for staff, else a fingerprint from which the key cannot be had.
 */
export function learnerMark({ actor }: Pick<Ctx, 'actor'>, { key }: Pick<Learner, 'key'>): string {
  if (actor.kind === 'member') return `a${actor.id}`;
  if (actor.kind === 'account') return 'petugas';
  return key !== null && KEY.test(key) ? `k${hashOf(`mark ${key}`).toString('hex').slice(0, 32)}` : 'umum';
}

/** Somebody else learns in that browser now than whoever wrote it. */
export const otherLearner = (): Error => courseErrors.otherLearner();

/** What waited in a browser is sent in the name of whoever wrote it, and of nobody else. Throws `courses.other_learner`. */
export function requireLearner(ctx: Pick<Ctx, 'actor'>, learner: Learner, mark: string): void {
  if (learnerMark(ctx, learner) !== mark) throw otherLearner();
}

/** The same for whoever begins: who has no key gets one. @returns the new key, for their browser; null: none was needed */
export function newLearner(ctx: Pick<Ctx, 'actor'>, learner: Learner): { who: LearnerKey; key: string | null } {
  const who = learnerOf(ctx, learner);
  if (who) return { who, key: null };
  const { sentAs } = learner;
  const key = sentAs && OWN_KEY.test(sentAs) ? keyFrom(sentAs) : newLearnerKey();
  return { who: { keyHash: hashOf(key) }, key };
}
