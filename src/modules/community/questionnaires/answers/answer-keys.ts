import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { addDays, localDate, HOME_ZONE } from '#shared/dates';
import { insertKey } from '../data/keys.queries.ts';

/** A key is good for tests before a programme and for what is asked months after it; which zone its last day is of matters to nobody. */
const KEY_DAYS = 400;
const KEY_BYTES = 16;

/** Without what is mistaken for another: no i, l, o, 0, 1. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
export const randomCode = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const SHEET_LETTERS = 12;

/** What the database knows of a key or of a sheet's token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * A key by which a participant answers who is not signed in, in the caller's transaction. It goes to nobody but the person: into a message
 * that no staff read, or into the browser that has just enrolled. Staff see tickets, so a ticket is no such key (decision 118).
 */
export async function makeAnswerKey(trx: Tx, { clock }: Pick<Ctx, 'clock'>, enrolmentId: number): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const keptUntil = addDays(localDate(clock.now(), HOME_ZONE), KEY_DAYS);
  await insertKey(trx, { keyHash: hashOf(key), enrolmentId, keptUntil });
  return key;
}

/** The same for the browser that has just enrolled, and no other: the caller answers for that. */
export const keyOfNewEnrolment = async (ctx: Ctx, enrolmentId: number): Promise<string> =>
  ctx.db.transaction().execute(async (trx) => makeAnswerKey(trx, ctx, enrolmentId));

export const newSheetToken = (): string => randomCode(SHEET_LETTERS);
/** As it is printed: `abcd-efgh-jkmn`. */
export const printedToken = (token: string): string => token.replaceAll(/(.{4})(?=.)/g, '$1-');
/** As it was typed: groups, spaces and capitals do not matter. */
export const typedToken = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
