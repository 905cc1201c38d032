import { localDate, HOME_ZONE } from '#shared/dates';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { AskedKind } from '#platform/background/heavy';
import type { JobModule } from '#platform/services';
import { RESPONSES_TABLE, responsesTableAsked } from './answers/ask-responses-table.ts';
import { deleteOldDrafts } from './data/drafts.queries.ts';
import { deleteOldKeys } from './data/keys.queries.ts';
import { refreshInterim } from './results/disclose.ts';
import { exportResponses } from './results/export-results.ts';
import { closePairs } from './placements/place-questionnaire.ts';
import { takeBackCalledOff } from './placements/take-back-called-off.ts';
import { removeErasedFiles } from './answers/remove-erased-files.ts';
import { remindWhoHasNotAnswered, tellWhoMayAnswer } from './placements/tell-participants.ts';

const QUEUE = 'questionnaires.drafts';
const NOTICES = 'questionnaires.notices';
const FIGURES = 'questionnaires.figures';

/**
 * Work of the clock: participants are told what is open for them and reminded once; figures that are seen while answers come move on; pairs end
 * and their keys are destroyed; answers that were never sent, and files of people who were erased, are thrown away.
 */
const questionnaireJobs: JobModule = async ({ db, clock, jobs, storage }) => {
  await jobs.work(QUEUE, async () => {
    // kept by the day; which zone that day is of matters to nobody
    const today = localDate(clock.now(), HOME_ZONE);
    await whileClockHolds({ db, clock }, async () =>
      allParts({ requestId: QUEUE }, [
        async () => deleteOldDrafts(db, today),
        async () => deleteOldKeys(db, today),
        async () => removeErasedFiles({ db, storage }),
      ]),
    );
  });
  await jobs.schedule(QUEUE, '20 2 * * *');
  await jobs.work(NOTICES, async (_data, signal) => {
    const ctx = systemCtx(db, clock, NOTICES);
    await allParts(ctx, [
      async () => takeBackCalledOff(ctx, signal),
      async () => remindWhoHasNotAnswered(ctx, signal),
      async () => tellWhoMayAnswer(ctx, signal),
    ]);
  });
  await jobs.schedule(NOTICES, '*/5 * * * *');
  await jobs.work(FIGURES, async (_data, signal) => {
    const ctx = systemCtx(db, clock, FIGURES);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [async () => closePairs(ctx, signal), async () => refreshInterim(ctx, signal)]),
    );
  });
  await jobs.schedule(FIGURES, '17 * * * *');
};

/** The other end of `askResponsesTable`, in the worker. */
const responsesTable: AskedKind = {
  kind: RESPONSES_TABLE,
  async run(ctx, input) {
    const { placementId, format } = responsesTableAsked.parse(input);
    return exportResponses(ctx, placementId, format);
  },
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [questionnaireJobs];

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [responsesTable];
