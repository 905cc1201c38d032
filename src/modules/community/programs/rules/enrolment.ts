interface Window {
  state: 'draft' | 'review' | 'published' | 'running' | 'closed' | 'archived' | 'cancelled';
  isTemplate: boolean;
  enrolmentOpensAt: Date | null;
  enrolmentClosesAt: Date | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Whether one may enrol now: by default from publication until the first session begins. */
export function enrolmentWindow(program: Window, now: Date): 'open' | 'not_yet' | 'closed' {
  const { state, isTemplate, enrolmentOpensAt, enrolmentClosesAt, startsAt, endsAt } = program;
  if (isTemplate || (state !== 'published' && state !== 'running')) return 'closed';
  const closes = enrolmentClosesAt ?? startsAt;
  if ((closes !== null && closes <= now) || (endsAt !== null && endsAt <= now)) return 'closed';
  return enrolmentOpensAt !== null && enrolmentOpensAt > now ? 'not_yet' : 'open';
}

/** Has a seat, waits for one, or the queue is not for them: somebody behind a queue joins it, however few they are. */
export function seatFor(
  people: number,
  { free, waiting }: { free: number | null; waiting: number },
): 'confirmed' | 'waitlisted' {
  if (free === null) return 'confirmed';
  return waiting === 0 && people <= free ? 'confirmed' : 'waitlisted';
}

/** No seat is held beyond the beginning of a programme, or, once it runs, its end; null: it has no time yet. */
export const offerLimit = (
  { startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null },
  now: Date,
): Date | null => (startsAt !== null && startsAt > now ? startsAt : endsAt);

/** Until when a seat is held: so many hours, but not beyond the beginning, of what runs already its end. Null: there is nothing left to offer. */
export function offerEnd(
  { offerHours, startsAt, endsAt }: { offerHours: number; startsAt: Date | null; endsAt: Date | null },
  now: Date,
): Date | null {
  const limit = offerLimit({ startsAt, endsAt }, now);
  if (limit !== null && limit <= now) return null;
  const end = new Date(now.getTime() + offerHours * 3_600_000);
  return limit !== null && limit < end ? limit : end;
}
