import type { AvailabilityView } from '#web/features/catalog/parts/book-view.ts';

/** A title that may be reserved for a member, as the desk is offered it. */
export interface TitleToHold {
  bibId: number;
  title: string;
  byline: string;
  kind: AvailabilityView['kind'];
  availability: string;
  /** The turn that it would get. */
  turn: string;
  /** Why it would be refused; null = it would be placed. */
  why: string | null;
  /** The refusal can be overridden with a reason. */
  overridable: boolean;
}
