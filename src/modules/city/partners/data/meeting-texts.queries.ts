import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/** What was written about partners on the map and in meetings, which may name those who stand for them; held until the transaction ends. */
export async function selectMeetingTexts(trx: Tx, partnerIds: readonly number[]) {
  const meetings = trx.selectFrom('partnerMeeting').select('id').where('partnerId', 'in', partnerIds);
  const commitments = trx.selectFrom('partnerCommitment').select('id').where('meetingId', 'in', meetings);
  return {
    standings: await trx
      .selectFrom('partnerStanding')
      .select(['id', 'reason'])
      .where('partnerId', 'in', partnerIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    meetings: await trx
      .selectFrom('partnerMeeting')
      .select(['id', 'title', 'place', 'link', 'agenda', 'minutes', 'callOffReason'])
      .where('partnerId', 'in', partnerIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    commitments: await trx
      .selectFrom('partnerCommitment')
      .select(['id', 'text', 'outcome'])
      .where('meetingId', 'in', meetings)
      .orderBy('id')
      .forUpdate()
      .execute(),
    steps: await trx
      .selectFrom('partnerCommitmentStep')
      .select(['id', 'words'])
      .where('commitmentId', 'in', commitments)
      .orderBy('id')
      .forUpdate()
      .execute(),
  };
}
export const rewriteStanding = async (trx: Tx, id: number, reason: string) =>
  trx.updateTable('partnerStanding').set({ reason }).where('id', '=', id).execute();
export const rewriteMeeting = async (
  trx: Tx,
  id: number,
  texts: Readonly<Record<'title' | 'place' | 'link' | 'agenda' | 'minutes' | 'callOffReason', string>>,
) =>
  trx
    .updateTable('partnerMeeting')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
export const rewriteCommitment = async (trx: Tx, id: number, texts: { text: string; outcome: string }) =>
  trx
    .updateTable('partnerCommitment')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
export const rewriteStep = async (trx: Tx, id: number, words: string) =>
  trx.updateTable('partnerCommitmentStep').set({ words }).where('id', '=', id).execute();
