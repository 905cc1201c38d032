import { createHash, randomBytes } from 'node:crypto';
import { getLibrary, mainLibrary } from '#modules/ground/libraries';
import { tellGuest } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { letterConfirm } from '../notices.ts';
import { CONFIRM_HOURS, type LetterLanguage } from '../rules/terms.ts';

const HOUR = 3_600_000;

/** What is told of a request, for those that are taken back. */
export const aboutRequest = (id: number): string => `letter-request:${id}`;

/** Only this is kept of the words of a link to confirm. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A fresh link to confirm, and until when it holds. */
export const freshLink = (now: Date) => {
  const token = randomBytes(24).toString('base64url');
  return { token, hash: tokenHash(token), expiresAt: new Date(now.getTime() + CONFIRM_HOURS * HOUR) };
};

/** Sends the one mail that asks whether letters are wanted. */
export async function sendConfirmMail(
  trx: Tx,
  ctx: Ctx,
  request: {
    id: number;
    email: string;
    language: LetterLanguage;
    /** The nearest one, in whose name it is asked; null: the main one. */
    libraryId: number | null;
    topics: readonly string[];
  },
  link: ReturnType<typeof freshLink>,
): Promise<void> {
  const here = { ...ctx, db: trx };
  const library = request.libraryId === null ? await mainLibrary(here) : await getLibrary(here, request.libraryId);
  if (!library) throw platformErrors.notReady();
  await tellGuest(trx, ctx, letterConfirm, {
    params: { topics: request.topics.join(', '), place: library.name },
    ...{ libraryId: library.id, about: aboutRequest(request.id) },
    key: `${aboutRequest(request.id)}:${link.hash.toString('hex').slice(0, 16)}`,
    ...{ to: request.email, name: '', language: request.language },
    ...{ path: `/langganan/konfirmasi/${link.token}`, expiresAt: link.expiresAt },
  });
}
