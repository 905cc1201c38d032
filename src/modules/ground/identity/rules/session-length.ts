const HOUR = 3_600_000;

/** A working day, since staff share computers. */
const STAFF_HOURS = 12;
/** A month, on the member's own phone. */
const MEMBER_HOURS = 30 * 24;

/** When a session that begins now ends, whatever happens. */
export const sessionEnd = (kind: 'account' | 'member', now: Date): Date =>
  new Date(now.getTime() + (kind === 'account' ? STAFF_HOURS : MEMBER_HOURS) * HOUR);
