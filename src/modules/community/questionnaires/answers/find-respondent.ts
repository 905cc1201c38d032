import { participantOf } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { hashOf } from './answer-keys.ts';
import type { Placement } from '../client.ts';
import { enrolmentOfKey } from '../data/keys.queries.ts';
import type { Respondent } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';

/**
 * Who answers a placement: a participant by the session of their card or by a key of their own, a member by their session; null where anybody
 * may answer. Never by a ticket, which staff see. Throws `questionnaires.needs_key`, `questionnaires.needs_member`.
 */
export async function findRespondent(
  db: Db | Tx,
  { actor }: Pick<Ctx, 'actor'>,
  { audience, program }: Pick<Placement, 'audience' | 'program'>,
  key: string | null,
): Promise<Respondent> {
  if (audience === 'anyone') return null;
  if (audience === 'members') {
    if (actor.kind !== 'member') throw questionnaireErrors.needsMember();
    return { memberId: actor.id };
  }
  if (!program) throw questionnaireErrors.needsKey();
  const byKey = key === null ? null : await enrolmentOfKey(db, hashOf(key), program.id);
  if (byKey !== null) return { enrolmentId: byKey };
  const who = await participantOf({ db, actor }, program.id);
  if (who === null) throw questionnaireErrors.needsKey();
  return { enrolmentId: who.enrolmentId };
}
