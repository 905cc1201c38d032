/** Systems from which a library moves in by a dump, and what they are called. */
export const OLD_SYSTEMS = { slims: 'SLiMS', inlislite: 'INLISLite' } as const;
export type OldSystem = keyof typeof OLD_SYSTEMS;
