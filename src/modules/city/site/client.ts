/** What pages may know about the site: fixed lists and types, safe for the browser. */
import type { Picture, ShownBlock, WritingFile } from '#modules/ground/content/client';
import type { EmbedCard } from '#platform/embeds';
import type { PageKind, PageState, Visibility } from './rules/terms.ts';

export {
  PAGE_KINDS,
  PAGE_STATES,
  visibilityOf,
  type PageKind,
  type PageState,
  type Visibility,
} from './rules/terms.ts';

export { LINK_PLACES, MOST_LINKS, MOST_PEOPLE, MOST_SERVICES, type LinkPlace } from './rules/frame.ts';

/** What news is about. */
export interface NewsTopic {
  slug: string;
  name: string;
}

/** News or a page in a list, in the language of the reader where it is written in it. */
export interface NewsCard {
  id: number;
  kind: PageKind;
  slug: string;
  title: string;
  summary: string;
  language: 'id' | 'en';
  topic: NewsTopic | null;
  /** Of whose own site; null: of the whole network. */
  library: { id: number; code: string; name: string; timeZone: string } | null;
  publishAt: Date;
  updatedAt: Date | null;
  picture: Picture | null;
}

/** A page whole, as everybody sees it. */
export interface PublicPage extends NewsCard {
  byline: string;
  /** What was changed since it was first shown; empty: nothing is told. */
  updateNote: string;
  blocks: ShownBlock[];
  /** How many blocks are not in the language of the reader. */
  untranslated: number;
  pictures: ReadonlyMap<number, Picture>;
  files: ReadonlyMap<number, WritingFile>;
  /** Cards by kind and reference; what is gone is left out. */
  embeds: ReadonlyMap<string, ReadonlyMap<string, EmbedCard>>;
}

/** A page in a list of those who write. */
export interface PageLine {
  id: number;
  kind: PageKind;
  libraryId: number | null;
  slug: string;
  title: string;
  state: PageState;
  /** What an approved page is now. */
  visibility: Visibility | null;
  publishAt: Date | null;
  expireAt: Date | null;
  /** Who waits for a second person to read it; empty: nobody. */
  submittedBy: string;
  /** A draft that wrote itself. */
  drafted: boolean;
  changedAt: Date;
}

/** A link of a menu or of the foot, in the language of the reader where it is written in it. */
export interface ShownLink {
  id: number;
  label: string;
  language: 'id' | 'en';
  /** Empty: it stands over those that follow. */
  href: string;
}

/** One of staff whom a library shows. */
export interface ShownPerson {
  id: number;
  name: string;
  role: string;
  about: string;
  /** Of each of its texts. */
  languages: { role: 'id' | 'en'; about: 'id' | 'en' };
  picture: Picture | null;
}

/** Something that a library does for people. */
export interface ShownService {
  id: number;
  title: string;
  about: string;
  /** On which days and where. */
  atWords: string;
  /** Of each of its texts. */
  languages: { title: 'id' | 'en'; about: 'id' | 'en'; atWords: 'id' | 'en' };
  /** Where more of it stands; empty: nowhere. */
  href: string;
}
