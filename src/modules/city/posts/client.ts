/** What pages may know about posts: fixed lists and types, safe for the browser. */
import type { ChannelKind } from '#modules/city/channels/client';
import type { LocalDate } from '#shared/dates';
import type { Composed } from './rules/derive-text.ts';
import type { Fate } from './rules/fate.ts';
import type { DeliveryState, PostState, PostSubjectKind } from './rules/terms.ts';
import type { TokenWords } from './rules/tokens.ts';

export { CARD_SIZES, cardSizes, type CardSize } from './rules/card-sizes.ts';
export { composeText, shortenText, type Composed, type Material } from './rules/derive-text.ts';
export { FATES, type Fate } from './rules/fate.ts';
export {
  ALT_LENGTH,
  BODY_LENGTH,
  DELIVERY_STATES,
  POST_STATES,
  POST_SUBJECTS,
  TITLE_LENGTH,
  type PostState,
} from './rules/terms.ts';
export { TOKENS, type TokenWords } from './rules/tokens.ts';

/** What a post is about, as it is now. */
export interface PostSubject {
  kind: PostSubjectKind;
  /** Of what it is about; null = a notice, or it is gone. */
  id: number | null;
  /** gone: called off, withdrawn, not there, or for nobody to see. */
  state: 'open' | 'over' | 'gone';
  title: string;
  /** Where its links lead; null = nowhere. */
  leadsTo: string | null;
  /** Why it is gone, where a programme was called off. */
  calledOff: boolean;
}

/** What becomes of a post at one account. */
export interface PostDelivery {
  id: number;
  accountId: number;
  accountName: string;
  kind: ChannelKind;
  /** Whether the account takes something now. */
  ready: 'ready' | 'off' | 'incomplete' | 'expired';
  byHand: boolean;
  ownText: string | null;
  state: DeliveryState;
  fate: Fate;
  /** As it would go out now; of what went out, as it went. */
  composed: Composed;
  /** Where one gets by its own link, `/q/<code>`; null = it has none yet. */
  linkCode: string | null;
  attempts: number;
  nextAt: Date | null;
  doneAt: Date | null;
  remoteUrl: string | null;
  /** Why it stands so: a code of the channel, or one of `subject_gone`, `too_late`, `died`, `text_unfit`. */
  code: string;
  detail: string;
  decidedBy: string;
  decidedAt: Date | null;
  /** The channel lets what went out be changed, taken back. */
  edits: boolean;
  deletes: boolean;
}

/** A post with all that is known of it. */
export interface Post {
  id: number;
  libraryId: number;
  language: 'id' | 'en';
  title: string;
  body: string;
  picture: { id: number; href: string; alt: string; width: number; height: number } | null;
  alt: string;
  subject: PostSubject;
  /** What stands for `{tanggal}` and the others now. */
  words: TokenWords;
  address: string | null;
  campaign: string;
  hashtags: string[];
  state: PostState;
  /** By the clock of the library. */
  sendOn: LocalDate | null;
  sendMinute: number | null;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  submittedBy: string;
  approvedBy: string;
  version: number;
  deliveries: PostDelivery[];
  /** Something of it went out, or may have: its words are changed at each channel. */
  isOut: boolean;
  /** The one who looks wrote it or said that it is ready, and the network asks for a second person. */
  needsAnother: boolean;
}

/** A post as lists show it. */
export interface PostLine {
  id: number;
  libraryId: number;
  title: string;
  state: PostState;
  sendOn: LocalDate | null;
  sendMinute: number | null;
  changedAt: Date;
  fates: { fate: Fate; accounts: string[]; kinds: ChannelKind[] }[];
}

/** One line of the outbox. */
export interface DeliveryLine {
  id: number;
  postId: number;
  title: string;
  libraryId: number;
  accountId: number;
  accountName: string;
  kind: ChannelKind;
  state: DeliveryState;
  attempts: number;
  nextAt: Date | null;
  doneAt: Date | null;
  remoteUrl: string | null;
  code: string;
  detail: string;
}
