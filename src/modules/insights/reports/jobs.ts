import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { REPORT_TABLE, reportTableAsked } from './ask-report-table.ts';
import { exportReport } from './export-report.ts';
import { dueMails, sendReportMails } from './send-report-mails.ts';

/** The other end of `askReportTable`, in the worker. */
const reportTable: AskedKind = {
  kind: REPORT_TABLE,
  async run(ctx, input, { config }) {
    const { query, format } = reportTableAsked.parse(input);
    return exportReport(ctx, config, query, format);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [reportTable];

const DUE_QUEUE = 'reports.mail_due';
const MAIL_QUEUE = 'reports.mail';

/** Looks every ten minutes whether letters are due; the worker, which makes their reports, is woken only then. */
const reportJobs: JobModule = async ({ db, clock, jobs: queues }) => {
  await queues.heavy(MAIL_QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => sendReportMails(systemCtx(db, clock, MAIL_QUEUE), signal));
  });
  await queues.work(DUE_QUEUE, async () => {
    await whileClockHolds({ db, clock }, async () => {
      if ((await dueMails(systemCtx(db, clock, DUE_QUEUE))).length === 0) return;
      await db.transaction().execute(async (trx) => queues.enqueue(trx, MAIL_QUEUE, {}));
    });
  });
  await queues.schedule(DUE_QUEUE, '*/10 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [reportJobs];
