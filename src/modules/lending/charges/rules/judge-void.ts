/** What is known of a payment that somebody wants to take back. */
export interface VoidFacts {
  /** It was taken back before. */
  voided: boolean;
  /** Its member was erased. */
  erased: boolean;
  /** Money of it was given back to the member since. */
  refunded: boolean;
  /** It was booked today, by the calendar of its library. */
  today: boolean;
  /** The cash of its day is closed. */
  dayClosed: boolean;
  /** The actor may give money back at its library. */
  mayRefund: boolean;
}
export type VoidRefusal = 'alreadyVoided' | 'voidErased' | 'voidRefunded' | 'voidDayClosed' | 'voidDayOver';

/**
 * Whether a payment may be taken back, or why not. Until its day's cash is closed whoever takes payments may, on the day itself; after that the
 * money comes out of another day's drawer, which is for who may give money back.
 */
export function judgeVoid(facts: VoidFacts): VoidRefusal | null {
  if (facts.voided) return 'alreadyVoided';
  if (facts.erased) return 'voidErased';
  if (facts.refunded) return 'voidRefunded';
  if (facts.mayRefund) return null;
  if (facts.dayClosed) return 'voidDayClosed';
  return facts.today ? null : 'voidDayOver';
}
