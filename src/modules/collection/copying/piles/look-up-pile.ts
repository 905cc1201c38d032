import { selectBibsByIsbn } from '#modules/collection/catalog';
import { oneAct, systemCtx, type Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { askElsewhere, type Elsewhere, type FoundTitle } from '../ask-elsewhere.ts';
import { keepFound, nextWaiting, tryLockLookUp, unlockLookUp } from '../data/piles.queries.ts';
import { judgeFound } from '../rules/judge-found.ts';
import { saysOf } from '../rules/pick-fields.ts';
import { deriveBib } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';
import { USUAL_LIMITS } from '../sources/ask-source.ts';
import { takeRecord, writeFound } from '../take-record.ts';

/** The queue of the look-ups; its jobs say `{ pileId }`. */
export const LOOK_UP_QUEUE = 'copying.look_up';
/** So many books one job looks up: then other piles have their turn. */
const BOOKS_PER_JOB = 10;

type Machine = Pick<Services, 'db' | 'clock' | 'config' | 'jobs'>;

/** What several catalogues say as one record; of one that would be too long, what the first of them has. */
function recordOf({ records }: FoundTitle): MarcRecord | null {
  const [first] = records;
  if (!first) return null;
  try {
    return takeRecord(
      records.map(({ marc }) => writeFound(marc)),
      {},
    );
  } catch {
    return first.marc;
  }
}

/** What of an answer is kept of a book. */
function keptOf({ asked, titles }: Elsewhere, isbn: string) {
  const judged = judgeFound(titles, isbn);
  const silent = asked.filter(({ trouble }) => trouble !== null).map(({ name }) => name);
  const marc = judged.state === 'nothing' ? null : recordOf(judged.title);
  if (judged.state === 'nothing' || marc === null) return { state: 'nothing', silent } as const;
  const derived = deriveBib(marc);
  const { records } = judged.title;
  return {
    state: judged.state,
    silent,
    title: saysOf(derived, 'title'),
    byline: [saysOf(derived, 'author'), saysOf(derived, 'publication')].filter(Boolean).join(' · '),
    marc: JSON.stringify(marc),
    cover: records.find(({ cover }) => cover !== null)?.cover ?? null,
    sources: [...new Set(records.map(({ source }) => source))],
  };
}

/** Our own network first; where it has the number, nobody else is asked. */
async function lookUp(ctx: Ctx, services: Machine, { id, isbn }: { id: number; isbn: string }): Promise<void> {
  const here = await selectBibsByIsbn(ctx.db, [isbn]);
  if (here.length > 0) return keepFound(ctx.db, id, { state: 'here' });
  return keepFound(ctx.db, id, keptOf(await askElsewhere(ctx, services, { isbn }, USUAL_LIMITS, true), isbn));
}

/**
 * Looks up some books of a pile, one after the other, and has the rest looked up by a job that comes later. What was found is kept book by book:
 * killed in the midst it goes on with the next one, and looked up twice nothing doubles. One process at a time does it for a pile.
 * @param signal aborts when the process stops
 */
export async function lookUpPile(services: Machine, pileId: number, signal: AbortSignal): Promise<void> {
  const { db, clock } = services;
  const isMine = await db.connection().execute(async (connection) => {
    if (!(await tryLockLookUp(connection, pileId))) return false;
    try {
      const ctx = systemCtx(db, clock, LOOK_UP_QUEUE);
      for (let done = 0; done < BOOKS_PER_JOB && !signal.aborted; done += 1) {
        const book = await nextWaiting(db, pileId);
        if (!book) break;
        try {
          await lookUp(oneAct(ctx), services, book);
        } catch (error) {
          // one book that cannot be read holds up no other; where the database is gone this fails too, and the book waits
          await keepFound(db, book.id, { state: 'nothing' });
          process.stderr.write(`copying: book ${book.id} of pile ${pileId}: ${String(error)}\n`);
        }
      }
    } finally {
      await unlockLookUp(connection, pileId);
    }
    return true;
  });
  // whoever came while it was locked found nothing to do: what came with them is seen by whoever had the lock
  if (isMine && (await nextWaiting(db, pileId)))
    await db.transaction().execute(async (trx) => services.jobs.enqueue(trx, LOOK_UP_QUEUE, { pileId }));
}
