import type { LetterLanguage, StopWhy } from './rules/terms.ts';

export {
  CONFIRM_HOURS,
  LETTER_LANGUAGES,
  MOST_TOPICS,
  PAUSES,
  READING_GROUPS,
  STOP_WHYS,
  TOPIC_ABOUT_LENGTH,
  TOPIC_NAME_LENGTH,
  type LetterLanguage,
  type ReadingGroup,
  type StopWhy,
} from './rules/terms.ts';
export { isWholeAudience, toldAudience, type ToldAudience } from './rules/told-audience.ts';

/** What letters are about. */
export interface LetterTopic {
  id: number;
  code: string;
  name: { id: string; en: string };
  about: { id: string; en: string };
  /** null: of the whole network. */
  libraryId: number | null;
  archived: boolean;
  version: number;
}

/** Whom a letter is meant for. */
export interface Audience {
  topicIds: readonly number[];
  language: LetterLanguage | null;
  /** Those to whom this library is the nearest, as they say; null: all. */
  libraryId: number | null;
  /** Those who were at this programme; null: all. */
  attended: number | null;
  /** Those who borrow of these books and let letters be fitted to it: `anak` or a class of Dewey; null: all. */
  borrows: string | null;
}

/** What a subscriber sees of the own letters. */
export interface OwnLetters {
  email: string;
  language: LetterLanguage;
  libraryId: number | null;
  topicIds: number[];
  /** Letters may be fitted to what they borrow; null: they have no card here, so that nobody knows. */
  reading: boolean | null;
  /** They come by WhatsApp too. */
  byWhatsapp: boolean;
  pausedUntil: Date | null;
  stopped: StopWhy | null;
  version: number;
}
