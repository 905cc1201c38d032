import { HEARD_FROM, type HeardFrom } from '#modules/ground/heard-from/client';
import { m } from '#i18n/messages';

const WORDS: Record<HeardFrom, () => string> = {
  poster: m.heard_poster,
  social: m.heard_social,
  website: m.heard_website,
  friend: m.heard_friend,
  school: m.heard_school,
  staff: m.heard_staff,
  media: m.heard_media,
  passing: m.heard_passing,
  other: m.heard_other,
};

/** What an answer to "where did you hear" says. */
export const heardWord = (answer: HeardFrom): string => WORDS[answer]();

/** The answers as a list to choose from. */
export const heardOptions = (): { value: HeardFrom; label: string }[] =>
  HEARD_FROM.map((value) => ({ value, label: heardWord(value) }));
