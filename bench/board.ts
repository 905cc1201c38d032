import { makeGuest, makeWorkshop } from '../src/modules/community/ideas/testing.ts';
import { movePhase, openBoard, writeIdea } from '../src/modules/community/ideas/index.ts';
import { listLibraries } from '../src/modules/ground/libraries/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { systemCtx } from '../src/platform/context.ts';
import { openDb, poolConfig } from '../src/platform/database/db.ts';

const UPDATES = 200;

interface Room {
  boardId: number;
  ideaIds: number[];
  tickets: string[];
}

/** A workshop that votes, with so many guests. */
async function prepareRoom(socketDir: string, guests: number): Promise<Room> {
  const { db } = openDb(poolConfig({ socketDir, database: 'lumbung' }, 2));
  try {
    const ctx = systemCtx(db, systemClock, 'bench', 'cli');
    const [library] = await listLibraries(ctx);
    if (!library) throw new Error('there is no library');
    const { programId, sessionId } = await makeWorkshop(db, { libraryId: library.id });
    const boardId = await openBoard(ctx, sessionId, { question: 'Bagaimana?', votesEach: 20 });
    const tickets: string[] = [];
    for (let nth = 0; nth < guests; nth += 1) {
      tickets.push((await makeGuest(db, { programId, name: `Peserta ${nth}`, libraryId: library.id })).ticket);
    }
    await movePhase(ctx, boardId, { phase: 'share' });
    const ideaIds: number[] = [];
    for (const ticket of tickets)
      ideaIds.push(await writeIdea(ctx, boardId, { text: `Ide dari ${ticket}` }, { ticket }));
    await movePhase(ctx, boardId, { phase: 'vote' });
    return { boardId, ideaIds, tickets };
  } finally {
    await db.destroy();
  }
}

/** A phone that follows the board; `votes` is what it shows now. */
class Phone {
  votes = -1;
  readonly #stop = new AbortController();
  #wake: () => void = () => undefined;

  async open(origin: string, boardId: number, ticket: string): Promise<void> {
    const response = await fetch(`${origin}/papan-ide/${boardId}/langsung`, {
      headers: { cookie: `lumbung_tiket=${ticket}` },
      signal: this.#stop.signal,
    });
    if (!response.ok || !response.body) throw new Error(`the board answered ${response.status}`);
    void this.#read(response.body.pipeThrough(new TextDecoderStream())).catch(() => undefined);
    await this.until(0);
  }

  async #read(stream: ReadableStream<string>): Promise<void> {
    let text = '';
    for await (const chunk of stream) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const votes = /"votes":(\d+),"full"/.exec(event)?.[1];
        if (votes !== undefined) this.votes = Number(votes);
      }
      this.#wake();
    }
  }

  /** Resolves when so many votes are shown. */
  async until(votes: number): Promise<void> {
    while (this.votes !== votes) await new Promise<void>((done) => (this.#wake = done));
  }

  close(): void {
    this.#stop.abort();
  }
}

/**
 * Milliseconds from pressing the button on one phone until all of them show the vote: the 95th of a hundred.
 * @param socketDir where the database of the server is
 */
export async function voteSeenByAll(origin: string, socketDir: string, phones: number): Promise<number> {
  const { boardId, ideaIds, tickets } = await prepareRoom(socketDir, phones);
  const room = tickets.map(() => new Phone());
  try {
    await Promise.all(room.map(async (phone, nth) => phone.open(origin, boardId, tickets[nth] ?? '')));
    const times: number[] = [];
    for (let votes = 1; votes <= UPDATES; votes += 1) {
      const ticket = tickets[votes % tickets.length] ?? '';
      // nobody votes for one idea twice
      const idea = ideaIds[(votes * 7 + Math.floor(votes / tickets.length)) % ideaIds.length];
      const begin = performance.now();
      const seen = Promise.all(room.map(async (phone) => phone.until(votes)));
      const answer = await fetch(`${origin}/api/v1/ideas/${idea}/vote`, {
        method: 'PUT',
        headers: { 'x-ticket': ticket },
      });
      if (answer.status !== 204) throw new Error(`the vote answered ${answer.status}`);
      await seen;
      times.push(performance.now() - begin);
    }
    times.sort((a, b) => a - b);
    return times[Math.floor(times.length * 0.95)] ?? 0;
  } finally {
    for (const phone of room) phone.close();
  }
}
