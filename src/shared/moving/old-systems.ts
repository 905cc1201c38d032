/** Systems from which a library moves in by a dump, and what they are called. */
export const OLD_SYSTEMS = { slims: 'SLiMS', inlislite: 'INLISLite' } as const;
export type OldSystem = keyof typeof OLD_SYSTEMS;
export const OLD_SYSTEM_KEYS = ['slims', 'inlislite'] as const satisfies readonly OldSystem[];

/** What becomes of fines of which nobody has noted that they were paid, in a system that never notes it: they count as paid, or are still owed. */
export const FINES_CHOICES = ['settled', 'open'] as const;
export type FinesChoice = (typeof FINES_CHOICES)[number];
