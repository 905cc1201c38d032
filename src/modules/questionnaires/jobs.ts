import { localDate } from '#shared/dates';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { deleteOldDrafts } from './data/drafts.queries.ts';
import { remindWhoHasNotAnswered, tellWhoMayAnswer } from './tell-participants.ts';

const QUEUE = 'questionnaires.drafts';
const NOTICES = 'questionnaires.notices';
/** A draft is kept by the day; which zone that day is of does not matter to anybody. */
const ZONE = 'Asia/Jakarta';

/** Work of the clock: participants are told what is open for them and reminded once; answers that were never sent are thrown away. */
export const questionnaireJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async () => {
    await deleteOldDrafts(db, localDate(clock.now(), ZONE));
  });
  await jobs.schedule(QUEUE, '20 2 * * *');
  await jobs.work(NOTICES, async (_data, signal) => {
    const ctx = systemCtx(db, clock, NOTICES);
    await remindWhoHasNotAnswered(ctx, signal);
    await tellWhoMayAnswer(ctx, signal);
  });
  await jobs.schedule(NOTICES, '*/5 * * * *');
};
