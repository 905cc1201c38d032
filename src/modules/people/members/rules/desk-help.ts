/** What helps at the desk, from which a member chooses; anything else is said in own words. */
export const deskNeeds = [
  'clear_speech',
  'reading_help',
  'wheelchair',
  'in_writing',
  'large_print',
  'more_time',
] as const;
export type DeskNeed = (typeof deskNeeds)[number];

/** `Bu Ratna`, `Mas Dimas`, `Kak`. */
export const GREETING_LENGTH = 40;
/** One short sentence. */
export const OWN_WORDS_LENGTH = 200;

/** What a member says of being served. */
export interface DeskHelp {
  /** How the member likes to be greeted; null = by name, as everybody is. */
  greeting: string | null;
  needs: DeskNeed[];
  /** What helps beside the choices, in the member's own words. */
  words: string | null;
}

export const saysNothing = ({ greeting, needs, words }: DeskHelp): boolean =>
  greeting === null && needs.length === 0 && words === null;
