import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ProgramSession } from '../client.ts';
import { endOffersBy } from '../data/enrolments.queries.ts';
import { selectProgram } from '../data/programs.queries.ts';
import { offerLimit } from '../rules/enrolment.ts';
import { isOver, isPublic } from '../rules/states.ts';
import { tellParticipants } from '../enrolment/tell-participants.ts';
import { tellSpeakers } from '../speakers/tell-speakers.ts';

/** What became other in a programme: by `key` it is told once. */
export interface ProgramChange {
  key: string;
  /** Whoever comes or waits is told, too; left out: only speakers are. */
  participants?: boolean;
  /** Sessions that do not take place any more. */
  gone?: readonly ProgramSession[];
  /** Which speakers are told; left out: all of the programme. */
  speakerIds?: readonly number[];
}

/**
 * The one way on from every change of a programme's times and places (decision 123), after it was written and under its lock: the programme is
 * read again, offers end no later than it begins, and people are told what holds now, in place of what they were not told yet. Nobody is told
 * of what is over, and of what nobody sees yet only speakers, who may have been asked.
 */
export async function carryChange(trx: Tx, ctx: Ctx, id: number, change: ProgramChange): Promise<void> {
  const program = await selectProgram(trx, id);
  if (!program || isOver(program.state)) return;
  const { key, participants = false, gone, speakerIds } = change;
  const limit = offerLimit(program, ctx.clock.now());
  if (limit) await endOffersBy(trx, id, limit);
  if (participants && isPublic(program.state)) {
    await tellParticipants(trx, ctx, program, { kind: 'changed', key, ...(gone && { gone }) });
  }
  await tellSpeakers(trx, ctx, program, { news: 'changed', key, ...(speakerIds && { ids: speakerIds }) });
}
