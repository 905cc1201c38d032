import type { Naming, Phase } from './phases.ts';

export interface IdeaComment {
  id: number;
  text: string;
  /** null: anonymous, or the reader is not of the room. */
  author: string | null;
}

/** An idea as one viewer may see it. */
export interface IdeaCard {
  id: number;
  text: string;
  /** '' = in no group yet. */
  theme: string;
  source: 'named' | 'anonymous' | 'paper';
  /** Of a named idea, for those in the room; null for others. */
  author: string | null;
  /** Where a named idea comes from. */
  library: string | null;
  own: boolean;
  /** This viewer votes for it. */
  voted: boolean;
  votes: number;
  /** What the duplicates said that were merged into it. */
  merged: string[];
  comments: IdeaComment[];
  /** How many action plans came of it. */
  plans: number;
}

/** What is true of a board as a whole. */
export interface BoardStatus {
  /** Grows with every change; updates are asked for from one version on. */
  version: number;
  phase: Phase;
  /** ISO 8601; null = no timer runs. */
  phaseEndsAt: string | null;
  question: string;
  naming: Naming;
  votesEach: number;
  /** Of this viewer; null for who does not vote. */
  votesLeft: number | null;
  ideas: number;
  people: number;
  votes: number;
}

/** What has changed for one viewer. */
export interface BoardUpdate extends BoardStatus {
  /** The cards are all there are: what else is shown goes. */
  full: boolean;
  cards: IdeaCard[];
  /** Ids of cards that are no more. */
  gone: number[];
}
