import { participantOf } from '#modules/programs';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/db';
import type { Placement } from './client.ts';
import type { Respondent } from './data/responses.queries.ts';
import { questionnaireErrors } from './errors.ts';

/**
 * Who answers a placement: a participant by the session of their card or by the code of their ticket, a member by their session;
 * null where anybody may answer. Throws `questionnaires.needs_ticket`, `questionnaires.needs_member`.
 */
export async function findRespondent(
  db: Db | Tx,
  { actor }: Pick<Ctx, 'actor'>,
  { audience, program }: Pick<Placement, 'audience' | 'program'>,
  ticket: string | null,
): Promise<Respondent> {
  if (audience === 'anyone') return null;
  if (audience === 'members') {
    if (actor.kind !== 'member') throw questionnaireErrors.needsMember();
    return { memberId: actor.id };
  }
  if (!program) throw questionnaireErrors.needsTicket();
  // shown in groups of four, and typed like that
  const code = ticket?.replaceAll(/\s/g, '') ?? '';
  const byTicket = code === '' ? null : await participantOf({ db, actor }, program.id, code);
  const who = byTicket ?? (await participantOf({ db, actor }, program.id));
  if (who === null) throw questionnaireErrors.needsTicket();
  return { enrolmentId: who.enrolmentId };
}
