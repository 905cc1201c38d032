import type { Ctx } from '#platform/context';
import { authorize } from '#platform/rights/authorize';
import { selectGifts, selectProgramChoices, selectRooms, selectSpeakers } from '../data/contribution-ties.queries.ts';
import type { ContributionKind } from '../rules/contribution.ts';
import type { GiftChoice, SessionChoice } from './shown.ts';

const MOST_CHOICES = 50;
/** So many letters of what is looked for are read. */
const MOST_READ = 100;

/** What a contribution can be tied to. */
export interface TieChoices {
  gifts: GiftChoice[];
  sessions: SessionChoice[];
  programs: { id: number; title: string }[];
}

/**
 * What a library knows of a kind and nobody is named as giver of: gifts of books by number or giver, speakers, rooms of sessions, the latest
 * first; and its programmes. Needs `partners.manage` there.
 * @param wanted.besides the contribution that is changed
 */
export async function tieChoices(
  ctx: Ctx,
  {
    libraryId,
    kind,
    asked = '',
    besides = null,
  }: { libraryId: number; kind: ContributionKind; asked?: string | undefined; besides?: number | null | undefined },
): Promise<TieChoices> {
  authorize(ctx, 'partners.manage', libraryId);
  const words = asked.slice(0, MOST_READ).toWellFormed().replaceAll('\0', '').trim();
  const wanted = { libraryId, words, besides, limit: MOST_CHOICES };
  const sessions = { speaker: selectSpeakers, venue: selectRooms };
  return {
    gifts: kind === 'books' ? await selectGifts(ctx.db, wanted) : [],
    sessions: kind === 'speaker' || kind === 'venue' ? await sessions[kind](ctx.db, wanted) : [],
    programs: await selectProgramChoices(ctx.db, { libraryId, limit: MOST_CHOICES }),
  };
}
