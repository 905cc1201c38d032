import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { insertCommitment, insertStep } from '../data/commitments.queries.ts';
import { insertStanding } from '../data/map.queries.ts';
import { insertMeeting, replaceGuests } from '../data/meetings.queries.ts';
import { standingInput, type StandingInput } from '../map/schema.ts';
import type { CommitmentState, MeetingState } from '../rules/meetings.ts';
import { commitmentInput, meetingInput, type CommitmentInput, type MeetingInput } from './schema.ts';

/** A meeting as it stands, with what was promised in it. */
export interface PastMeeting {
  meeting: MeetingInput;
  partnerId: number;
  libraryId: number;
  state: Exclude<MeetingState, 'called_off'>;
  minutes: string;
  commitments: (CommitmentInput & {
    state: CommitmentState;
    words: string;
    doneOn: string | null;
    followOn: string | null;
    outcome: string;
  })[];
}

/** Writes a meeting of the past, or one that is planned: for samples. @returns its id */
export async function savePastMeeting(
  trx: Tx,
  ctx: Ctx,
  { meeting, partnerId, libraryId, state, minutes, commitments }: PastMeeting,
): Promise<number> {
  const now = ctx.clock.now();
  const by = actorName(ctx.actor);
  const { accountIds, personIds, ...row } = parseInput(meetingInput, meeting);
  const made = { createdAt: now, changedAt: now, createdBy: by };
  const id = await insertMeeting(trx, { ...row, ...made, partnerId, libraryId, state, minutes });
  await replaceGuests(trx, id, { accountIds, personIds });
  for (const { state: stands, words, doneOn, followOn, outcome, ...promised } of commitments) {
    const commitmentId = await insertCommitment(trx, {
      ...{ ...parseInput(commitmentInput, promised), meetingId: id, state: stands },
      ...{ doneOn, followOn, outcome, createdAt: now, createdBy: by },
    });
    await insertStep(trx, { commitmentId, state: stands, words, saidBy: by, saidAt: now });
  }
  return id;
}

/** Says where a partner stood: for samples. */
export async function savePastStanding(
  trx: Tx,
  ctx: Ctx,
  { partnerId, ...standing }: StandingInput & { partnerId: number },
): Promise<void> {
  const said = { saidBy: actorName(ctx.actor), createdAt: ctx.clock.now() };
  await insertStanding(trx, { ...parseInput(standingInput, standing), ...said, partnerId });
}
