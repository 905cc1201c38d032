/** The languages in which letters come. */
export const LETTER_LANGUAGES = ['id', 'en'] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];

/** Why an address is not written to any more. */
export const STOP_WHYS = ['person', 'staff', 'bounced', 'complained'] as const;
export type StopWhy = (typeof STOP_WHYS)[number];

/** So long a link to confirm holds. */
export const CONFIRM_HOURS = 48;

/** For how many days somebody may rest from letters. */
export const PAUSES = [30, 90, 180] as const;

export const TOPIC_NAME_LENGTH = 60;
export const TOPIC_ABOUT_LENGTH = 200;
/** Letters are about a handful of things; a page with more is read by nobody. */
export const MOST_TOPICS = 40;

/** Groups of books by which letters are fitted: those for children, and the ten classes of Dewey. Titles are never looked at. */
export const READING_GROUPS = ['anak', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export type ReadingGroup = (typeof READING_GROUPS)[number];
