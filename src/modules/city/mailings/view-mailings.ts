import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Mailing, MailingLine, MailingProgress, MailingState, UnknownLetter } from './client.ts';
import { selectUnknown } from './data/letters.queries.ts';
import { countLetters, findMailing, findProgress, selectMailings } from './data/mailings.queries.ts';
import { mailingErrors } from './errors.ts';

interface PageAsked {
  cursor?: string | undefined;
  limit: number;
}

/** How far a mailing is, for whoever shows it beside a letter. Throws `mailings.not_found`. */
export async function mailingState(db: Db | Tx, id: number): Promise<MailingProgress> {
  const found = await findProgress(db, id);
  const counts = (await countLetters(db, [id])).get(id);
  if (!found || !counts) throw mailingErrors.notFound();
  return { ...found, counts };
}

/** Where a mailing stands, without counting its mails; null: there is none. Inside the house only. */
export const standOfMailing = async (db: Db | Tx, id: number): Promise<MailingState | null> =>
  (await findProgress(db, id))?.state ?? null;

/** Mailings of the libraries of the grant, those with mails in doubt first, then the newest. Needs `news.send`. */
export async function listMailings(
  ctx: Ctx,
  { cursor, limit }: PageAsked,
): Promise<{ data: MailingLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'news.send');
  const granted = grantedLibraries(ctx.actor, 'news.send');
  const after = decodeCursor(cursor, z.tuple([z.number().max(1_000_000)]))?.[0] ?? 0;
  const rows = await selectMailings(ctx.db, { libraryIds: granted === 'all' ? null : granted, limit, after });
  const counts = await countLetters(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const lines = rows.flatMap((row) => {
    const ofOne = counts.get(row.id);
    return ofOne ? [{ ...row, counts: ofOne }] : [];
  });
  return toPage(lines, limit, () => [after + limit]);
}

/** One mailing. Needs `news.send` at its library. Throws `mailings.not_found`. */
export async function getMailing(ctx: Ctx, id: number): Promise<Mailing> {
  authorizeAnywhere(ctx, 'news.send');
  const found = await findMailing(ctx.db, id, ctx.clock.now());
  const counts = (await countLetters(ctx.db, [id])).get(id);
  if (!found || !counts) throw mailingErrors.notFound();
  authorize(ctx, 'news.send', found.libraryId);
  return { ...found, counts };
}

/** Its mails in doubt, in the order in which they were to go. Needs `news.send` at its library. Throws `mailings.not_found`. */
export async function listUnknown(
  ctx: Ctx,
  id: number,
  { cursor, limit }: PageAsked,
): Promise<{ data: UnknownLetter[]; next: string | null }> {
  authorizeAnywhere(ctx, 'news.send');
  const found = await findMailing(ctx.db, id, ctx.clock.now());
  if (!found) throw mailingErrors.notFound();
  authorize(ctx, 'news.send', found.libraryId);
  const afterId = decodeCursor(cursor, z.tuple([z.number()]))?.[0] ?? 0;
  return toPage(await selectUnknown(ctx.db, id, { afterId, limit }), limit, (row) => [row.id]);
}
