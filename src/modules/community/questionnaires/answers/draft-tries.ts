import type { Ctx } from '#platform/context';
import { countAttempt, networkOf, refuseSpent, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { draftHash } from './answer-questionnaire.ts';
import { findDraft } from '../data/drafts.queries.ts';
import type { Answers } from '../rules/content.ts';

/**
 * What a browser has not sent yet. From one network so many secrets may be tried that find nothing, and so many drafts begun; which questionnaire
 * it is about is not written down. Refuses `platform.too_many_requests`, then also whoever has a draft: that would tell which secret is one.
 * @param ip null = not known, or nobody tries anything
 */
export async function draftOf(
  ctx: Ctx,
  { draftToken, placementId, ip }: { draftToken: string; placementId: number; ip: string | null },
): Promise<Answers | null> {
  const key = ip === null ? null : `questionnaire-draft:${networkOf(ip)}`;
  if (key !== null) await refuseSpent(ctx, key, SHARED_ADDRESS);
  const draft = await findDraft(ctx.db, draftHash(draftToken), placementId);
  if (draft === null && key !== null) await countAttempt(ctx, key, SHARED_ADDRESS);
  return draft;
}
