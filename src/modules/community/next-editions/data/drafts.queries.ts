import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SessionFormat } from '#modules/community/programs/client';
import type { DraftLine, EditionDraft, Reason } from '../client.ts';
import type { Agenda } from '../rules/draft-agenda.ts';

/** A line as it is written down. */
type NewLine = Omit<DraftLine, 'id'>;

export async function selectDraft(db: Db | Tx, programId: number): Promise<EditionDraft | undefined> {
  const draft = await db
    .selectFrom('editionDraft')
    .select(['id', 'programId', 'draftedAt', 'draftedBy', 'madeProgramId'])
    .select(sql<EditionDraft['tooFew']>`too_few`.as('tooFew'))
    .where('programId', '=', programId)
    .executeTakeFirst();
  return draft && { ...draft, lines: await selectLines(db, draft.id) };
}

/** No two people change one draft at the same moment. */
export const lockDraft = async (trx: Tx, programId: number) =>
  trx
    .selectFrom('editionDraft')
    .select(['id', 'madeProgramId'])
    .where('programId', '=', programId)
    .forUpdate()
    .executeTakeFirst();

const selectLines = async (db: Db | Tx, draftId: number): Promise<DraftLine[]> =>
  db
    .selectFrom('editionDraftLine')
    .select(['id', 'title', 'jp'])
    .select([sql<SessionFormat>`format`.as('format'), sql<Reason>`reason`.as('reason')])
    .where('draftId', '=', draftId)
    .orderBy('position')
    .execute();

/** The draft of a programme anew: what was drafted before goes. */
export async function replaceDraft(
  trx: Tx,
  programId: number,
  { lines, tooFew }: Agenda,
  by: { at: Date; name: string },
): Promise<void> {
  const values = { tooFew: JSON.stringify(tooFew), draftedAt: by.at, draftedBy: by.name };
  const { id } = await trx
    .insertInto('editionDraft')
    .values({ programId, ...values })
    .onConflict((conflict) => conflict.column('programId').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('editionDraftLine').where('draftId', '=', id).execute();
  for (const [position, line] of lines.entries()) await insertLine(trx, id, position, line);
}

export async function insertLine(trx: Tx, draftId: number, position: number, line: NewLine): Promise<void> {
  const row = { draftId, position, ...line, reason: JSON.stringify(line.reason) };
  await trx.insertInto('editionDraftLine').values(row).execute();
}

/** Behind the last line. */
export async function appendLine(trx: Tx, draftId: number, line: NewLine): Promise<void> {
  const { next } = await trx
    .selectFrom('editionDraftLine')
    .select(sql<number>`coalesce(max(position), -1) + 1`.as('next'))
    .where('draftId', '=', draftId)
    .executeTakeFirstOrThrow();
  await insertLine(trx, draftId, next, line);
}

/** @returns whether the line is there */
export async function updateLine(
  trx: Tx,
  draftId: number,
  id: number,
  line: Pick<NewLine, 'title' | 'format' | 'jp'>,
): Promise<boolean> {
  const changed = await trx
    .updateTable('editionDraftLine')
    .set(line)
    .where('draftId', '=', draftId)
    .where('id', '=', id)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** @returns whether the line was there */
export async function deleteLine(trx: Tx, draftId: number, id: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('editionDraftLine')
    .where('draftId', '=', draftId)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** The lines in this order. */
export async function orderLines(trx: Tx, ids: readonly number[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await trx.updateTable('editionDraftLine').set({ position }).where('id', '=', id).execute();
  }
}

export async function markMade(trx: Tx, draftId: number, madeProgramId: number): Promise<void> {
  await trx.updateTable('editionDraft').set({ madeProgramId }).where('id', '=', draftId).execute();
}
