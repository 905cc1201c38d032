import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { KeptHead } from './data/archive.queries.ts';
import { findLetter, lockLetter, type LetterRow } from './data/letters.queries.ts';
import { newsletterErrors } from './errors.ts';
import { canMove, isWritable, type LetterMove } from './rules/terms.ts';

/** Libraries whose letters somebody may write; null: all and those of the network. Throws `platform.forbidden` where it is none. */
export function writableLibraries(ctx: Pick<Ctx, 'actor'>): readonly number[] | null {
  authorizeAnywhere(ctx, 'news.send');
  const granted = grantedLibraries(ctx.actor, 'news.send');
  return granted === 'all' ? null : granted;
}

/** A letter for whoever may write it. Throws `newsletters.not_found`, `platform.forbidden`. */
export async function readableLetter(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<LetterRow> {
  const letter = await findLetter(ctx.db, id);
  if (!letter) throw newsletterErrors.notFound();
  authorize(ctx, 'news.send', letter.libraryId);
  return letter;
}

/** Holds a letter for whoever may write it. Throws as {@link readableLetter}, and `platform.version_conflict` where another version was read. */
export async function heldLetter(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<LetterRow> {
  const letter = await lockLetter(trx, id);
  if (!letter) throw newsletterErrors.notFound();
  authorize(ctx, 'news.send', letter.libraryId);
  if (version !== null && letter.version !== version) throw platformErrors.versionConflict();
  return letter;
}

/** The same for something that is done to it. Throws `newsletters.state_forbids`. */
export async function movedLetter(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  { version, move }: { version: number; move: LetterMove },
): Promise<LetterRow> {
  const letter = await heldLetter(trx, ctx, id, version);
  if (!canMove(letter.state, move)) throw newsletterErrors.stateForbids({ state: letter.state });
  return letter;
}

/** The same for writing it. Throws `newsletters.state_forbids` once it was approved. */
export async function writtenLetter(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<LetterRow> {
  const letter = await heldLetter(trx, ctx, id, version);
  if (!isWritable(letter.state)) throw newsletterErrors.stateForbids({ state: letter.state });
  return letter;
}

/** How the trace names a letter. */
export const letterEntity = ({ id, libraryId }: Pick<LetterRow, 'id' | 'libraryId'>) => ({
  entity: 'newsletter' as const,
  entityId: id,
  libraryId,
});

/** What its mailing is for, where mailings are. */
export const mailingKey = (id: number): string => `letter:${id}`;

/** What its messages by WhatsApp are about, where notices are. */
export const noticesOf = (id: number): string => `newsletter:${id}`;

/** What a version keeps of a letter's head. */
export const headOf = ({ subject, subjectEn, preheader, preheaderEn }: LetterRow): KeptHead => ({
  ...{ subject, subjectEn, preheader, preheaderEn },
});

/** Nobody has read it as it is now: who was asked to is asked anew. */
export const unread = { state: 'draft', submittedBy: '', submittedById: null } as const;

/** Whether who acts is who asked for a second person: by the account, where there was one. */
export const isOwnSubmission = (
  { actor }: Pick<Ctx, 'actor'>,
  { submittedBy, submittedById }: Pick<LetterRow, 'submittedBy' | 'submittedById'>,
): boolean =>
  submittedBy !== '' &&
  (submittedById === null ? submittedBy === actorName(actor) : submittedById === accountOf(actor));
