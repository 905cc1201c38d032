import { z } from 'zod';
import { authorize, authorizeAnywhere, servedLibraries, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { seesContact } from '#modules/people/members';
import type { LetterKind } from './client.ts';
import { findLetter, findLetterByCode, selectLetters, type LetterRow } from './data/letters.queries.ts';
import { letterErrors } from './errors.ts';
import { HOME_FACT } from './rules/content.ts';
import { initialsOf } from './rules/initials.ts';

export interface LetterSummary {
  id: number;
  kind: LetterKind;
  /** Warnings: first, second, third. */
  level: number | null;
  number: string;
  code: string;
  /** null = a letter of thanks or a receipt, to somebody who need not be a member. */
  memberNumber: string | null;
  fullName: string;
  library: { id: number; code: string; name: string; timeZone: string };
  issuedAt: Date;
  issuedBy: string;
  revoked: { at: Date; by: string; reason: string } | null;
}

/** Letters, newest first. Needs `letters.issue` at the library, or network-wide for all (null). */
export async function listLetters(
  ctx: Ctx,
  query: { libraryId: number | null; memberNumber?: string; cursor?: string; limit: number },
): Promise<{ data: LetterSummary[]; next: string | null }> {
  const { libraryId, memberNumber, cursor, limit } = query;
  authorize(ctx, 'letters.issue', libraryId);
  const [beforeId = null] = decodeCursor(cursor, z.tuple([z.number()])) ?? [];
  const homes = servedLibraries(ctx.actor, 'letters.issue');
  const filter = { libraryId, homes, beforeId, limit: limit + 1, ...(memberNumber !== undefined && { memberNumber }) };
  const page = toPage(await selectLetters(ctx.db, filter), limit, (row) => [row.id]);
  return { data: page.data.map(summaryOf), next: page.next };
}

/** One letter. Needs `letters.issue` at its library. Throws `letters.not_found`. */
export async function getLetter(ctx: Ctx, id: number): Promise<LetterSummary> {
  return summaryOf(await readLetter(ctx, id));
}

/** The same with all that it says; where a member lives only to who may see how they are reached. */
export async function readLetter(ctx: Ctx, id: number): Promise<LetterRow> {
  authorizeAnywhere(ctx, 'letters.issue');
  const row = await findLetter(ctx.db, id);
  if (!row) throw letterErrors.notFound();
  authorize(ctx, 'letters.issue', row.libraryId);
  if (row.homeLibraryId !== null && !serves(ctx.actor, 'letters.issue', row.homeLibraryId))
    throw letterErrors.notFound();
  return row.homeLibraryId === null || seesContact(ctx.actor, row.homeLibraryId) ? row : withoutHome(row);
}

/** The same letter for who may not see where a member lives. */
const withoutHome = (row: LetterRow): LetterRow => ({
  ...row,
  content: { ...row.content, facts: row.content.facts.filter(([label]) => label !== HOME_FACT) },
});

const libraryOf = ({ libraryId: id, libraryCode: code, libraryName: name, timeZone }: LetterRow) => ({
  id,
  code,
  name,
  timeZone,
});

const summaryOf = (row: LetterRow): LetterSummary => ({
  id: row.id,
  kind: row.kind,
  level: row.level,
  number: row.number,
  code: row.code,
  memberNumber: row.memberNumber,
  fullName: row.content.fullName,
  library: libraryOf(row),
  issuedAt: row.issuedAt,
  issuedBy: row.issuedBy,
  revoked: revokedOf(row),
});
const revokedOf = ({ revokedAt, revokedBy, revokedReason }: LetterRow): LetterSummary['revoked'] =>
  revokedAt && revokedBy !== null && revokedReason !== null
    ? { at: revokedAt, by: revokedBy, reason: revokedReason }
    : null;

export interface Verified {
  kind: LetterKind;
  number: string;
  library: { id: number; code: string; name: string; timeZone: string };
  issuedAt: Date;
  /** All that is said of the person. */
  initials: string;
  /** When it was taken back; null = it holds. */
  revokedAt: Date | null;
}

/**
 * What anybody may know of a letter by its code: that it is genuine, and whether it still holds; of the person only initials.
 * @param code as printed, in any case, with or without the dash
 * @param ip who asks: nobody may try all codes (`platform.too_many_requests`)
 * @returns null when there is no such letter
 */
export async function verifyLetter(ctx: Pick<Ctx, 'db' | 'clock'>, code: string, ip: string): Promise<Verified | null> {
  await countAttempt(ctx, `verify-letter:${networkOf(ip)}`, { limit: 60, windowSeconds: 600 });
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const row = await findLetterByCode(ctx.db, `${plain.slice(0, 4)}-${plain.slice(4)}`);
  // a warning is between the library and its reader
  if (!row || row.kind === 'warning') return null;
  const { kind, number, issuedAt, revokedAt, content } = row;
  return { kind, number, library: libraryOf(row), issuedAt, revokedAt, initials: initialsOf(content.fullName) };
}
