import type { Db } from '#platform/database/db';
import type { Live } from '#platform/requests/live';
import { boardTopic, selectBoardState, selectIdeasSince } from '../data/boards.queries.ts';
import { ideaErrors } from '../errors.ts';
import type { BoardUpdate } from '../rules/board-types.ts';
import { updateFor, type StoredBoard, type Viewer } from '../rules/board-update.ts';
import type { Phase } from '../rules/phases.ts';

/** Reads a board, or what is new since it was read. Throws `ideas.board_not_found`. */
export async function readBoard(db: Db, boardId: number, known: StoredBoard | null): Promise<StoredBoard> {
  // the board first: what changes between the two reads is read once more the next time
  const state = await selectBoardState(db, boardId);
  if (!state) throw ideaErrors.boardNotFound();
  if (known?.version === state.version) return known;
  const ideas = new Map(known?.ideas);
  for (const idea of await selectIdeasSince(db, boardId, known?.version ?? 0)) ideas.set(idea.id, idea);
  return { ...state, ideas };
}

/** One board as this process knows it, for all who follow it here. */
class Feed {
  board: StoredBoard | null = null;
  readonly #db: Db;
  readonly #id: number;
  readonly #waiting = new Set<() => void>();
  #isReading = false;
  #stale = false;

  constructor(db: Db, id: number) {
    this.#db = db;
    this.#id = id;
  }

  /** Something has changed: it is read once, however many changes come meanwhile. */
  readonly refresh = (): void => {
    this.#stale = true;
    if (this.#isReading) return;
    void this.#read();
  };

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        this.board = await readBoard(this.#db, this.#id, this.board);
        for (const wake of [...this.#waiting]) wake();
      }
    } catch {
      // the database is away for a moment, or the board is gone; the next change or connection reads again
    } finally {
      this.#isReading = false;
    }
  }

  /** Called after every read until it is ended. */
  onRead(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }
}

interface Shared {
  feed: Feed;
  followers: number;
  end: () => void;
}
const feeds = new WeakMap<Live, Map<number, Shared>>();

function shareFeed(services: { db: Db; live: Live }, boardId: number): Shared {
  const all = feeds.get(services.live) ?? new Map<number, Shared>();
  feeds.set(services.live, all);
  let shared = all.get(boardId);
  if (!shared) {
    const feed = new Feed(services.db, boardId);
    shared = { feed, followers: 0, end: services.live.follow(boardTopic(boardId), feed.refresh) };
    all.set(boardId, shared);
  }
  shared.followers += 1;
  feeds.get(services.live)?.get(boardId)?.feed.refresh();
  return shared;
}

/** A board that somebody looks at. */
export interface FollowedBoard {
  /** The next thing to tell this viewer: what has changed since the last one; null after `patience` milliseconds without a change. */
  next: (patience: number) => Promise<BoardUpdate | null>;
  end: () => void;
}

/**
 * Follows a board for one viewer: whatever happens between two calls of `next` is one update, so a slow phone is told less often, not
 * later. @param since what the viewer has seen: version 0 or another phase than now tells everything
 */
export function followBoard(
  services: { db: Db; live: Live },
  boardId: number,
  viewer: Viewer,
  since: { version: number; phase: Phase | null },
): FollowedBoard {
  const shared = shareFeed(services, boardId);
  let seen = since;
  let ended = false;
  const update = (): BoardUpdate | null => {
    const { board } = shared.feed;
    if (!board || (board.version <= seen.version && board.phase === seen.phase)) return null;
    const told = updateFor(board, viewer, seen);
    seen = { version: told.version, phase: told.phase };
    return told;
  };
  let giveUp: (() => void) | null = null;
  return {
    async next(patience) {
      const now = update();
      if (now || ended) return Promise.resolve(now);
      return new Promise((done) => {
        const settle = (value: BoardUpdate | null): void => {
          clearTimeout(timer);
          stopWaiting();
          giveUp = null;
          done(value);
        };
        const stopWaiting = shared.feed.onRead(() => {
          const told = update();
          if (told) settle(told);
        });
        const timer = setTimeout(() => settle(null), patience);
        giveUp = () => settle(null);
      });
    },
    end() {
      if (ended) return;
      ended = true;
      giveUp?.();
      shared.followers -= 1;
      if (shared.followers > 0) return;
      shared.end();
      feeds.get(services.live)?.delete(boardId);
    },
  };
}
