/** What is written where somebody at a desk would stand. */
export const BY = 'SLiMS';
