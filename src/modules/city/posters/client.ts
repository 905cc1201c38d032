/** What pages may know about posters: fixed lists and types, safe for the browser. */
import type { PosterFormat } from './rules/formats.ts';
import type { PosterWords, TooLong } from './rules/lay-out.ts';
import type { PosterTemplate } from './rules/templates.ts';
import type { ToldSteps } from './rules/tell-chain.ts';
import type { PosterChannel, PosterSubjectKind, SubjectState } from './rules/terms.ts';

export { POSTER_FORMATS, sheetOf, type PosterFormat } from './rules/formats.ts';
export { POSTER_FIELDS, type PosterField, type PosterWords, type TooLong } from './rules/lay-out.ts';
export { POSTER_TEMPLATES, type PosterTemplate } from './rules/templates.ts';
export {
  CAMPAIGN_LENGTH,
  isOnScreen,
  MOST_PLACES,
  POSTER_CHANNELS,
  POSTER_LANGUAGE,
  POSTER_SUBJECTS,
  WORD_LENGTHS,
  type PosterChannel,
  type SubjectState,
} from './rules/terms.ts';

/** What a poster is about, as it is now. */
export interface PosterSubject {
  kind: PosterSubjectKind;
  programId: number | null;
  collectionId: number | null;
  courseId: number | null;
  state: SubjectState;
  /** Where its codes lead; null = what it is about is gone. */
  leadsTo: string | null;
  /** Of a programme, a collection or a course, as its own page says it: its title, and when it is. */
  title: string;
  when: string;
}

/** A poster as lists show it. */
export interface PosterLine {
  id: number;
  libraryId: number;
  title: string;
  subject: PosterSubjectKind;
  template: PosterTemplate;
  format: PosterFormat;
  /** Places where it hangs. */
  places: number;
  /** Openings of its codes in the last thirty days. */
  hits: number;
  changedAt: Date;
  archived: boolean;
}

/** Where a poster hangs. */
export interface PosterPlace {
  id: number;
  name: string;
  channel: PosterChannel;
  /** Of its own link, `/q/<code>`. */
  code: string;
  /** Its code is in use no more. */
  takenDown: boolean;
  /** Openings in the last thirty days. */
  hits: number;
}

/** A poster with all that is known of it. */
export interface Poster {
  id: number;
  libraryId: number;
  subject: PosterSubject;
  template: PosterTemplate;
  format: PosterFormat;
  words: PosterWords;
  /** What it shows, for who does not see it; empty = its own words. */
  alt: string;
  campaign: string;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  archived: boolean;
  version: number;
  places: PosterPlace[];
  /** Openings of the last thirty days, by day (in the zone of the library) and by the place where it hung. */
  days: { day: string; place: string; hits: number }[];
  /** Openings in the last thirty days of all posters of its campaign that the reader may see; null = it is of none. */
  campaignHits: number | null;
}

/** What came of a poster, from its first day on. */
export interface PosterChain {
  /** Openings of all its codes: of nobody, so that no step follows from them. */
  opened: number;
  /** It leads to a page where one enrols: of another nothing can follow. */
  leads: boolean;
  /** Of those who enrolled by one of its codes; null = too few for it to be told. */
  steps: ToldSteps;
  /** Places by which ten people and more enrolled, the most first; left out where the others could be reckoned from them. */
  places: { name: string; enrolled: number }[];
}

/** In which formats words of a poster do not fit, and what of them. */
export type FormatFits = { format: PosterFormat; tooLong: TooLong[] }[];
