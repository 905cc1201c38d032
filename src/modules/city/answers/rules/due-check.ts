import { LEAST } from '#shared/disclosure';
import { addMonths, type LocalDate } from '#shared/dates';

/** After so many months somebody looks whether an answer still holds. */
export const CHECK_MONTHS = 6;

/** Readers whom an answer helped, and whom it did not, since it was last checked. */
export interface Votes {
  yes: number;
  no: number;
}

/** Why an answer is to be checked again; null = it is not. */
export type CheckReason = 'never' | 'old' | 'voted_down';

/** Its figures, as anybody may read them: null while fewer have said something than a figure needs. */
export const shownVotes = ({ yes, no }: Votes): Votes | null => (yes + no >= LEAST.people ? { yes, no } : null);

/** More readers say that it did not help than that it did, and enough have said something. */
export const isVotedDown = (votes: Votes): boolean => {
  const shown = shownVotes(votes);
  return shown !== null && shown.no > shown.yes;
};

/** By when it is to be checked again. */
export const checkDue = (checkedOn: LocalDate): LocalDate => addMonths(checkedOn, CHECK_MONTHS);

/** Why a published answer is to be checked again on a day. @param checkedOn null = nobody has checked it yet */
export function whyCheck(checkedOn: LocalDate | null, votes: Votes, today: LocalDate): CheckReason | null {
  if (checkedOn === null) return 'never';
  if (isVotedDown(votes)) return 'voted_down';
  return checkDue(checkedOn) <= today ? 'old' : null;
}
