/** What pages may know about ideas: fixed lists and types, safe for the browser. */
import type { Phase } from './rules/phases.ts';

export { NAMINGS, permits, PHASES, type BoardAct, type Naming, type Phase } from './rules/phases.ts';
export type { BoardStatus, BoardUpdate, IdeaCard, IdeaComment } from './rules/board-types.ts';
export { arrange, merged, readUpdate, type Order, type ThemeGroup } from './rules/arrange.ts';

/** A board with its place, for its page. */
export interface Board {
  id: number;
  code: string;
  sessionId: number;
  sessionTitle: string;
  startsAt: Date;
  program: { id: number; title: string; slug: string };
  library: { id: number; name: string; timeZone: string };
}

/** A brainstorming session, with its board where it has one. */
export interface BrainstormSession {
  sessionId: number;
  sessionTitle: string;
  startsAt: Date;
  programTitle: string;
  timeZone: string;
  boardId: number | null;
  phase: Phase | null;
  ideas: number;
}
