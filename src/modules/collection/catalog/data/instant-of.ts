/** An instant that came as JSON. */
export const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
