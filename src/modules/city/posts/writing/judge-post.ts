import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { DeliveryRow } from '../data/deliveries.queries.ts';
import type { PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { UNSENT } from '../rules/terms.ts';
import { composeFor } from './compose.ts';
import { subjectNow, type SubjectNow } from './subject-of.ts';

interface Judged {
  post: PostRow;
  deliveries: readonly DeliveryRow[];
  origin: string;
}

/** Refuses what cannot go out as it is: nothing is chosen, a channel does not take it, or what it is about is gone. Throws `posts.not_ready`, `subject_gone`. */
export async function refuseUnready(trx: Tx, ctx: Ctx, { post, deliveries, origin }: Judged): Promise<SubjectNow> {
  const now = await subjectNow({ ...ctx, db: trx }, post);
  if (now.subject.state === 'gone') throw postErrors.subjectGone();
  const ahead = deliveries.filter(({ state }) => UNSENT.some((one) => one === state));
  if (ahead.length === 0) throw postErrors.notReady({ count: 0, channels: '' });
  const unfit = ahead.filter((delivery) => composeFor(post, delivery, now, origin).problems.length > 0);
  if (unfit.length > 0) {
    const channels = unfit.map(({ accountName }) => accountName).join(', ');
    throw postErrors.notReady({ count: unfit.length, channels });
  }
  return now;
}
