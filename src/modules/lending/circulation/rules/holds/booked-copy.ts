/** The copy is promised to a member for a time; instants as ISO text. */
interface BookedCopy {
  memberId: number;
  from: string;
  to: string;
}
/** A loan of the copy: to whom, and from when until when. */
interface PlannedLoan {
  memberId: number;
  now: Date;
  dueAt: Date;
}

const touches = (booked: BookedCopy, { now, dueAt }: PlannedLoan): boolean =>
  new Date(booked.from) < dueAt && new Date(booked.to) > now;

/** When the first booking of somebody else begins into which the loan would run; null = none. */
export function bookedAhead(bookings: readonly BookedCopy[], loan: PlannedLoan): Date | null {
  const ahead = bookings.find((booked) => booked.memberId !== loan.memberId && touches(booked, loan));
  return ahead ? new Date(ahead.from) : null;
}

/** Until when the borrower has booked the copy that is lent now; null = they have not. */
export function ownBookingEnd(bookings: readonly BookedCopy[], loan: PlannedLoan): Date | null {
  const own = bookings.find((booked) => booked.memberId === loan.memberId && touches(booked, loan));
  return own ? new Date(own.to) : null;
}
