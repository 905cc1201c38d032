/**
 * Why the program cannot start, or not on this folder, as one sentence in both languages that says what to do: it is printed as it is,
 * without a trace. Subclasses are told apart only where somebody acts on it.
 */
export class StartTrouble extends Error {}

/** What a server's process ends with when a person must change something before it can start: starting it again would not help. */
export const NEEDS_A_PERSON = 78;
