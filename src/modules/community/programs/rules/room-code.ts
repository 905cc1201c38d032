/** A session's code changes every quarter of a minute; the one before is taken, too, so that none lives longer than half a minute. */
const STEP_SECONDS = 15;
/** Without I, L, O and U: nothing is read wrongly, and no words come about. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
/** So long before a session it takes attendance, and so long after its end. */
const EARLY_MINUTES = 30;
const LATE_MINUTES = 60;

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** When the code of an instant gives way to the next. */
export const stepEnds = (now: Date): Date => new Date((stepAt(now) + 1) * STEP_SECONDS * 1000);

/** The code of a keyed hash. @param mac at least 8 bytes */
export const codeOf = (mac: Uint8Array): string =>
  [...mac.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** When a session takes attendance: from half an hour before until an hour after it. */
export function attendanceTime(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  now: Date,
): { state: 'early' | 'open' | 'over'; opensAt: Date } {
  const opensAt = new Date(startsAt.getTime() - EARLY_MINUTES * 60_000);
  const closesAt = new Date(endsAt.getTime() + LATE_MINUTES * 60_000);
  return { opensAt, state: now < opensAt ? 'early' : now > closesAt ? 'over' : 'open' };
}

/**
 * What was scanned or typed at the door: the ticket out of its address (`…/kegiatan/tiket/7K…`), with spaces and small letters taken for what
 * they stand for; anything else is a card number.
 */
export function readBadge(text: string): { ticket: string } | { memberNumber: string } {
  const plain = text.trim();
  const inAddress = /\/kegiatan\/tiket\/([A-Za-z0-9]{12,40})/.exec(plain)?.[1];
  const typed = plain.toUpperCase().replace(/[\s-]/g, '');
  if (inAddress !== undefined) return { ticket: inAddress };
  return /^[2-9A-HJKMNP-Z]{16}$/.test(typed) ? { ticket: typed } : { memberNumber: plain };
}
