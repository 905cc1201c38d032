/** Who writes a course: those who answer for it at the library, and those of another house. */
export type Side = 'library' | 'author';

/** On which side somebody stands. */
export const sideOf = (authorIds: readonly number[], accountId: number | null): Side =>
  accountId !== null && authorIds.includes(accountId) ? 'author' : 'library';

/**
 * Which side is to agree before a course is published: the other one than that which submitted it; null: nobody of another house writes it.
 * Before it is submitted, it is the other one than that of whoever would submit it.
 */
export const askedSide = (authorIds: readonly number[], submitterId: number | null): Side | null => {
  if (authorIds.length === 0) return null;
  return sideOf(authorIds, submitterId) === 'author' ? 'library' : 'author';
};

/** Whether a side agreed to that very version: its last word counts. @param reviews the last first */
export const hasAgreed = (
  reviews: readonly { version: number; side: Side; verdict: 'agreed' | 'changes' }[],
  { side, version }: { side: Side; version: number },
): boolean => reviews.find((one) => one.side === side && one.version === version)?.verdict === 'agreed';
