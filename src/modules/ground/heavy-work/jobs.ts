import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import { deleteEndedWork, forgetFiles, selectEndedFiles, selectFileKeys } from '#platform/background/heavy-tidy';
import { tableFile } from '#platform/papers/table-file';
import { allParts, Round } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';
import { TABLE, tableAsked } from './ask-table.ts';

const QUEUE = 'heavy-work.tidy';
/** What nobody fetched in a day, nobody wants: it can be asked for again. */
const FILES_HOURS = 24;
const ROWS_DAYS = 7;

/** Results that nobody fetched and rows of what ended long ago go, and files that a process left behind which was killed. */
export async function tidyHeavyWork({ db, storage }: Pick<Services, 'db' | 'storage'>): Promise<void> {
  await allParts({ requestId: QUEUE }, [
    async () => {
      const round = new Round({ requestId: QUEUE });
      // the row goes on knowing its file until it is gone
      await round.each(await selectEndedFiles(db, FILES_HOURS), async ({ id, keys }) => {
        for (const key of keys) await storage.remove(key);
        await forgetFiles(db, id);
      });
      round.end();
    },
    async () => storage.clear('heavy', { hours: FILES_HOURS, keep: await selectFileKeys(db) }),
    async () => deleteEndedWork(db, ROWS_DAYS),
  ]);
}

/** Every hour. */
const heavyWorkJobs: JobModule = async (services) => {
  await services.jobs.work(QUEUE, async () => {
    await whileClockHolds(services, async () => tidyHeavyWork(services));
  });
  await services.jobs.schedule(QUEUE, '48 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [heavyWorkJobs];

/** The other end of `askTable`, in the worker. */
const writtenTable: AskedKind = {
  kind: TABLE,
  async run(_ctx, input) {
    const { name, format, rows } = tableAsked.parse(input);
    return Promise.resolve(tableFile(name, format, rows));
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [writtenTable];
