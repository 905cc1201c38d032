import type { IssueState } from './frequency.ts';

/** How an issue stands here. */
export interface StandingIssue {
  state: IssueState;
  receivedOn: string | null;
  itemId: number | null;
}

/**
 * What becomes of an issue of which another system says something new. `followed`: it stands as it was brought, so that it is changed; `same`: people
 * here say so already; `touched`: they say something else, which stays.
 * @param was the day of receipt that was brought, null = it had not come
 */
export function judgeReceipt(
  { state, receivedOn, itemId }: StandingIssue,
  was: string | null,
  now: string | null,
): 'followed' | 'same' | 'touched' {
  const isHere = state === 'received' || state === 'bound';
  if (isHere ? receivedOn === now : now === null) return 'same';
  const isAsBrought = was === null ? !isHere : state === 'received' && receivedOn === was && itemId === null;
  return isAsBrought ? 'followed' : 'touched';
}
