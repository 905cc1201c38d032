import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Answers } from '../rules/content.ts';

/** What a browser has not sent yet. */
export async function findDraft(db: Db | Tx, tokenHash: Buffer, placementId: number): Promise<Answers | null> {
  const row = await db
    .selectFrom('questionnaireDraft')
    .select(sql<Answers>`answers`.as('answers'))
    .where('tokenHash', '=', tokenHash)
    .where('placementId', '=', placementId)
    .executeTakeFirst();
  return row?.answers ?? null;
}

export const upsertDraft = async (
  db: Db | Tx,
  draft: { tokenHash: Buffer; placementId: number; answers: Answers; keptUntil: string },
) => {
  const answers = JSON.stringify(draft.answers);
  return db
    .insertInto('questionnaireDraft')
    .values({ ...draft, answers })
    .onConflict((conflict) =>
      conflict.columns(['tokenHash', 'placementId']).doUpdateSet({ answers, keptUntil: draft.keptUntil }),
    )
    .execute();
};

export const deleteDraft = async (db: Db | Tx, tokenHash: Buffer, placementId: number) =>
  db
    .deleteFrom('questionnaireDraft')
    .where('tokenHash', '=', tokenHash)
    .where('placementId', '=', placementId)
    .execute();

/** @returns how many were past their day */
export async function deleteOldDrafts(db: Db | Tx, today: string): Promise<number> {
  const result = await db.deleteFrom('questionnaireDraft').where('keptUntil', '<', today).executeTakeFirst();
  return Number(result.numDeletedRows);
}
