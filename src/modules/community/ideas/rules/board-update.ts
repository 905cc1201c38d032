import type { BoardUpdate, IdeaCard, IdeaComment } from './board-types.ts';
import { isSilent, type Naming, type Phase } from './phases.ts';

/** An idea with all that is known of it; never leaves the server. */
export interface StoredIdea {
  id: number;
  text: string;
  theme: string;
  source: 'named' | 'anonymous' | 'paper';
  authorName: string;
  library: string | null;
  enrolmentId: number | null;
  ownerHash: string | null;
  /** Merged into another, or withdrawn. */
  gone: boolean;
  version: number;
  /** Enrolments that vote for it. */
  voters: readonly number[];
  comments: readonly { id: number; text: string; authorName: string }[];
  /** What the duplicates said that were merged into it. */
  merged: readonly string[];
  plans: number;
}

export interface StoredBoard {
  version: number;
  phase: Phase;
  phaseEndsAt: Date | null;
  question: string;
  naming: Naming;
  votesEach: number;
  ideas: ReadonlyMap<number, StoredIdea>;
}

/** Who looks at a board. */
export interface Viewer {
  /** A participant. */
  enrolmentId: number | null;
  /** The hash of the key of this browser, for its own anonymous ideas. */
  ownerHash: string | null;
  /** In the room: sees names. */
  inRoom: boolean;
}

const isOwn = (idea: StoredIdea, viewer: Viewer): boolean =>
  (idea.enrolmentId !== null && idea.enrolmentId === viewer.enrolmentId) ||
  (idea.ownerHash !== null && idea.ownerHash === viewer.ownerHash);

function cardFor(idea: StoredIdea, viewer: Viewer): IdeaCard {
  const named = (name: string): string | null => (viewer.inRoom && name !== '' ? name : null);
  return {
    id: idea.id,
    text: idea.text,
    theme: idea.theme,
    source: idea.source,
    author: named(idea.authorName),
    library: idea.library,
    own: isOwn(idea, viewer),
    voted: viewer.enrolmentId !== null && idea.voters.includes(viewer.enrolmentId),
    votes: idea.voters.length,
    merged: [...idea.merged],
    comments: idea.comments.map(({ id, text, authorName }): IdeaComment => ({ id, text, author: named(authorName) })),
    plans: idea.plans,
  };
}

/** Without what others wrote under it. */
const alone = (idea: StoredIdea): StoredIdea => ({ ...idea, merged: [], comments: [] });

/**
 * What a viewer is told who has seen the board at a version. While all write silently only the viewer's own ideas are in it: nothing
 * else leaves the server. @param since 0, or of another phase: everything is told
 */
export function updateFor(
  board: StoredBoard,
  viewer: Viewer,
  since: { version: number; phase: Phase | null },
): BoardUpdate {
  const alive = [...board.ideas.values()].filter(({ gone }) => !gone);
  const isSeen = (idea: StoredIdea): boolean => !idea.gone && (!isSilent(board.phase) || isOwn(idea, viewer));
  const full = since.version === 0 || since.phase !== board.phase;
  const changed = full ? alive : [...board.ideas.values()].filter(({ version }) => version > since.version);
  const writers = new Set(
    alive.map(
      (idea) => idea.ownerHash ?? (idea.enrolmentId === null ? `idea:${idea.id}` : `enrolment:${idea.enrolmentId}`),
    ),
  );
  const { enrolmentId } = viewer;
  const used = enrolmentId === null ? 0 : alive.filter(({ voters }) => voters.includes(enrolmentId)).length;
  return {
    version: board.version,
    phase: board.phase,
    phaseEndsAt: board.phaseEndsAt?.toISOString() ?? null,
    question: board.question,
    naming: board.naming,
    votesEach: board.votesEach,
    votesLeft: enrolmentId === null ? null : Math.max(0, board.votesEach - used),
    ideas: alive.length,
    people: writers.size,
    votes: alive.reduce((sum, { voters }) => sum + voters.length, 0),
    full,
    cards: changed.filter(isSeen).map((idea) => cardFor(isSilent(board.phase) ? alone(idea) : idea, viewer)),
    gone: full ? [] : changed.filter((idea) => !isSeen(idea)).map(({ id }) => id),
  };
}
