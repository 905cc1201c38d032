/** What pages may know about channels outside: fixed lists, limits and counting, safe for the browser. */
import type { LocalDate } from '#shared/dates';
import type { ChannelKind } from './rules/limits.ts';

export { channelKinds, limitsOf, repeatsOf, type ChannelKind, type ChannelLimits } from './rules/limits.ts';
export { countLetters } from './rules/count-letters.ts';
export { judgeText, textWithLink, type TextJudged, type TextProblem } from './rules/judge-text.ts';
export { publishCodes, type PublishCode } from './rules/outcome.ts';

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
