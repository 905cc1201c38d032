import type { Db } from '#platform/database/db';
import type { Services } from '#platform/services';

/** What sending letters needs. */
export type MailingNeeds = Pick<Services, 'db' | 'clock' | 'mailer' | 'config' | 'secrets'> & {
  /** Which of these still want mails of one of these topics, by this mailing, at this instant: asked right before each mail. */
  mayStillReceive: (
    db: Db,
    subscriberIds: readonly number[],
    topicIds: readonly number[],
    now: Date,
    mailingId: number,
  ) => Promise<Set<number>>;
  /** Waits so many milliseconds; for tests, whose clock does not run. */
  rest?: (milliseconds: number) => Promise<unknown>;
};
