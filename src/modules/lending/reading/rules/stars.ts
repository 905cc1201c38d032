export const MAX_STARS = 5;

/** The mean of stars in tenths, halves up: 13 stars of 3 readers are 4.3. @returns null where nobody gave any */
export const averageStars = (sum: number, count: number): number | null =>
  count === 0 ? null : Math.floor((sum * 20 + count) / (2 * count)) / 10;

/** `pending` waits for a librarian; only `approved` is shown to others. */
export const reviewStatuses = ['pending', 'approved', 'refused'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];
