import type { Tx } from '#platform/database/db';
import {
  rewriteCommitment,
  rewriteMeeting,
  rewriteStanding,
  rewriteStep,
  selectMeetingTexts,
} from '../data/meeting-texts.queries.ts';

/** Takes somebody out of what was written of partners on the map and in meetings. */
export async function rewriteMeetingTexts(
  trx: Tx,
  partnerIds: readonly number[],
  { masked, said }: { masked: (text: string) => string; said: (text: string) => string },
): Promise<void> {
  const { standings, meetings, commitments, steps } = await selectMeetingTexts(trx, partnerIds);
  /** What says something says at least that something stood there. */
  const kept = (text: string): string => text && said(text);
  for (const { id, reason } of standings) await rewriteStanding(trx, id, said(reason));
  for (const { id, title, place, link, agenda, minutes, callOffReason } of meetings)
    await rewriteMeeting(trx, id, {
      ...{ title: said(title), place: masked(place), link: masked(link), agenda: masked(agenda) },
      ...{ minutes: kept(minutes), callOffReason: kept(callOffReason) },
    });
  for (const { id, text, outcome } of commitments)
    await rewriteCommitment(trx, id, { text: said(text), outcome: kept(outcome) });
  for (const { id, words } of steps) await rewriteStep(trx, id, kept(words));
}
