import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { forgetAddresses } from './data/bounces.queries.ts';
import { dropReplaced } from './data/keys.queries.ts';
import { replacedBefore } from './rules/key-life.ts';
import { askTxt } from './sender/ask-txt.ts';
import { checkRecords } from './sender/check-sender.ts';

const RECORDS = 'mail-health.records';
const CLEARING = 'mail-health.clearing';
/** For so long it is known to which address something came back. */
const ADDRESS_MS = 90 * 86_400_000;

/** Every night: what the name service says, and what goes by its time. */
const mailHealthJobs: JobModule = async (services) => {
  const { db, jobs, clock, config } = services;
  await jobs.work(RECORDS, async () => {
    await checkRecords(systemCtx(db, clock, RECORDS), { config, ask: askTxt() });
  });
  // 03.20 in Jakarta
  await jobs.schedule(RECORDS, '20 20 * * *');
  await jobs.work(CLEARING, async () => {
    await whileClockHolds(services, async () =>
      allParts({ requestId: CLEARING }, [
        async () => forgetAddresses(db, new Date(clock.now().getTime() - ADDRESS_MS)),
        async () => dropReplaced(db, replacedBefore(clock.now())),
      ]),
    );
  });
  await jobs.schedule(CLEARING, '30 20 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [mailHealthJobs];
