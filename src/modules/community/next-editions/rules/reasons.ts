import { LEAST } from '#shared/disclosure';

/** Why it is not known how important an item is, as the evaluation says it. */
export type Unknown = 'not_asked' | 'unanswered' | 'too_few';

/** Why a line is on the agenda; figures as they were when it was drafted. */
export type Reason =
  /** An item of the evaluation: people found it important and were less content with it. Means on a scale to `highest`. */
  | {
      kind: 'gap';
      item: { id: string; en: string };
      mean: number;
      importance: number;
      highest: number;
      answers: number;
    }
  /** An item of the evaluation with a low score, of which it is not known how important it is. Percent of the highest. */
  | {
      kind: 'low';
      item: { id: string; en: string };
      percent: number;
      answers: number;
      /** Why it is not known; drafts of before do not say it. */
      unknown?: Unknown;
    }
  | { kind: 'idea'; votes: number }
  /** Action plans that stand still, by what their owners say is in the way: from five on with what they wrote. */
  | {
      kind: 'stalled';
      plans: number;
      of: number;
      /** Frequent words of what was written, with in how many texts; and sentences of it. */
      terms?: { term: string; count: number }[];
      quotes?: string[];
    }
  /** Searched in the catalogue and not found. */
  | { kind: 'search'; times: number; days: number }
  /** What became of the plans of the last edition is looked at first. */
  | { kind: 'review'; done: number; of: number }
  /** Nobody goes home without a plan. */
  | { kind: 'plan' }
  | { kind: 'hand'; note: string };
export type ReasonKind = Reason['kind'];

/** Sources that can be too small to say anything. */
export type Source = 'evaluation' | 'ideas' | 'plans';

/** Fewer answers than this say nothing that may be acted upon, and could show who gave them. */
export const LEAST_ANSWERS = LEAST.people;
