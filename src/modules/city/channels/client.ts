/** What pages may know about channels outside: fixed lists, limits and counting, safe for the browser. */
import type { LocalDate } from '#shared/dates';
import type { ChannelKind } from './rules/limits.ts';

export { channelKinds, limitsOf, repeatsOf, type ChannelKind, type ChannelLimits } from './rules/limits.ts';
export { countLetters } from './rules/count-letters.ts';
export { judgeText, textWithLink, type TextJudged, type TextProblem } from './rules/judge-text.ts';
export { publishCodes, type PublishCode } from './rules/outcome.ts';
export { accountFields, NAME_LENGTH, type AccountField } from './rules/account-fields.ts';
export { WARNED_DAYS } from './rules/standing.ts';

/** A place outside where the library speaks. */
export interface ChannelAccount {
  id: number;
  kind: ChannelKind;
  name: string;
  /** null = of the whole network. */
  libraryId: number | null;
  /** `ready`: what is given goes out (or is shared by hand). */
  ready: 'ready' | 'off' | 'incomplete' | 'expired';
  /** The last day of its permission; null = it has none, or nobody knows. */
  expiresOn: LocalDate | null;
}

/** The same for who looks after it: all but the secrets. */
export interface ChannelAccountView extends ChannelAccount {
  enabled: boolean;
  settings: Record<string, string>;
  /** Which secrets are set; what they are is never shown. */
  secretsSet: string[];
  /** Since when the channel refuses its permission. */
  refusedAt: Date | null;
  /** Who we are there, as the channel said when it was last tried; '' = never tried. */
  seenAs: string;
  triedAt: Date | null;
  createdAt: Date;
  createdBy: string;
  archived: boolean;
  version: number;
}
