/** Which states a programme may come into from each: draft → review → published → running → closed → archived; cancelled from the first four. */
const NEXT = {
  draft: ['review', 'published', 'cancelled'],
  review: ['draft', 'published', 'cancelled'],
  published: ['running', 'cancelled'],
  running: ['closed', 'cancelled'],
  closed: ['archived'],
  archived: [],
  cancelled: [],
} as const;
type State = keyof typeof NEXT;

/** May a programme of this state come into that one? */
export const mayBecome = (state: State, next: State): boolean => NEXT[state].some((one) => one === next);

/** Is a programme still ahead or under way, so that somebody can be asked to speak and answer? */
export const takesAnswers = ({ state, isTemplate }: { state: State; isTemplate: boolean }): boolean =>
  !isTemplate && ['draft', 'review', 'published', 'running'].includes(state);

/** What the clock says of a programme that is published or running: it begins with its first session and closes after its last one. */
export function stateByClock(
  state: 'published' | 'running',
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  now: Date,
): 'published' | 'running' | 'closed' {
  if (endsAt <= now) return 'closed';
  return startsAt <= now ? 'running' : state;
}

/** Nothing of it is to come. */
export const isOver = (state: State): boolean => state === 'closed' || state === 'archived' || state === 'cancelled';

/** Everybody sees it: it was published once. */
export const isPublic = (state: State): boolean => state !== 'draft' && state !== 'review';

/** The address of a programme whose title has no letter that an address can have. */
export const SLUG_OTHERWISE = 'kegiatan';
