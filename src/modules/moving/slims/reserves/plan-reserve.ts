import { daysBetween, type LocalDate } from '#shared/dates';
import type { Said, SaidCode } from '#shared/moving/said';
import { atHome, type ReadReserve, type ReserveSurvey } from './survey-reserves.ts';

/** A reservation that is to become a hold. */
export interface PlannedReserve extends ReadReserve {
  said: Said[];
}

export interface ReserveSurroundings {
  survey: ReserveSurvey;
  today: LocalDate;
  /** Did the title come, and did the member? */
  isTitleHere: boolean;
  isMemberHere: boolean;
}

/** So many days a reservation holds in SLiMS, where nobody has changed it. */
const HOLDS_DAYS = 7;

const REFUSALS = {
  title_gone: 'hold_title_gone',
  member_gone: 'hold_member_gone',
  at_home: 'hold_at_home',
} as const satisfies Record<string, SaidCode>;

export const refusedReserve = (key: string, why: keyof typeof REFUSALS): Said => ({
  ...{ table: 'reserve', key, fate: 'refused', code: REFUSALS[why] },
});

/**
 * What becomes of a row of `reserve`; a word where nothing does. SLiMS keeps what has expired: an old one still waits where its copy is out, and
 * is over where the copy stood on the shelf all the while.
 */
export function planReserve(
  reserve: ReadReserve,
  { survey, today, isTitleHere, isMemberHere }: ReserveSurroundings,
): PlannedReserve | Said {
  const { key, member, bib, copy, at } = reserve;
  if (!isTitleHere) return refusedReserve(key, 'title_gone');
  if (!isMemberHere) return refusedReserve(key, 'member_gone');
  if (survey.atHome.has(atHome(member, bib))) return refusedReserve(key, 'at_home');
  const isOfTitle = survey.titleOf.get(copy) === bib;
  // a copy of another title says nothing of this one
  const isFree = copy > 0 ? isOfTitle && survey.freeCopies.has(copy) : survey.freeTitles.has(bib);
  const isOld = at !== null && daysBetween(at.day, today) > HOLDS_DAYS;
  if (isOld && isFree) return { table: 'reserve', key, fate: 'refused', code: 'hold_expired' };
  const said: Said[] = [];
  const tell = (code: SaidCode): void => {
    said.push({ table: 'reserve', key, fate: 'told', code });
  };
  if (copy > 0 && !isOfTitle) tell('hold_copy_of_other');
  if (at === null) tell('hold_undated');
  return { ...reserve, said };
}
