/** What posters are about; more kinds come with what they are about. */
export const POSTER_SUBJECTS = ['program', 'collection', 'course', 'notice'] as const;
export type PosterSubjectKind = (typeof POSTER_SUBJECTS)[number];

/** How a poster is read where it hangs. */
export const POSTER_CHANNELS = [
  'wall',
  'table',
  'handed',
  'screen',
  'whatsapp',
  'instagram',
  'facebook',
  'other',
] as const;
export type PosterChannel = (typeof POSTER_CHANNELS)[number];

const ON_PAPER: readonly PosterChannel[] = ['wall', 'table', 'handed'];
/** Is it seen on a screen there, so that a card in pixels fits? */
export const isOnScreen = (channel: PosterChannel): boolean => !ON_PAPER.includes(channel);

/** In which language posters are written, whoever makes and prints them: they hang where everybody reads them. */
export const POSTER_LANGUAGE = 'id';

/** How what a poster is about stands: it may be printed, it is over, or it is for nobody (not published, called off, gone). */
export type SubjectState = 'open' | 'over' | 'gone';

/** The most places of one poster. */
export const MOST_PLACES = 60;

/** As long as words may be at all; whether they fit is said by their drawing. */
export const WORD_LENGTHS = { over: 120, title: 160, when: 120, first: 160, second: 160, call: 80 } as const;
export const ALT_LENGTH = 300;
export const CAMPAIGN_LENGTH = 80;
export const PLACE_LENGTH = 120;
