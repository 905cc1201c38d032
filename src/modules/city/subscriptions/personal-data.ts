import { letterConsentsOf } from '#modules/people/members';
import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { forgetHeld, forgetRequests } from './choosing/forget-subscriber.ts';
import { heldSubscriber } from './choosing/held-subscriber.ts';
import { countPastRequests, deletePastRequests, selectOpen } from './data/requests.queries.ts';
import { countEnded, isEnded, selectChoices, selectEnded, selectOfMember } from './data/subscribers.queries.ts';

/** The letters of a member. With an erasure the address goes; the ledger keeps its lines, and a keyed hash that nobody writes there. */
export const lettersPersonalData: PersonalDataSource = {
  key: 'letter_subscriptions',
  async exportOf(db, memberId) {
    const subscriptions: object[] = [];
    for (const row of await selectOfMember(db, memberId)) {
      const { id, subscriberKey, email, language, confirmedAt, readingSince, pausedUntil, stoppedAt, stopWhy } = row;
      subscriptions.push({
        ...{ email, language, confirmedAt, readingSince, pausedUntil, stoppedAt, stopWhy, stopDetail: row.stopDetail },
        topics: (await selectChoices(db, id)).map(({ code }) => code),
        said: await letterConsentsOf(db, subscriberKey),
      });
    }
    const asked = (await selectOpen(db, { memberId })).map(({ email, language, askedAt: requestedAt }) => ({
      ...{ email, language, requestedAt },
    }));
    return [...subscriptions, ...asked];
  },
  hindrances: async () => Promise.resolve([]),
  async erase(trx, ctx, memberId) {
    for (const { id } of await selectOfMember(trx, memberId)) {
      const held = await heldSubscriber(trx, { id });
      if (held) await forgetHeld(trx, ctx, held);
    }
    await forgetRequests(trx, ctx, { memberId });
  },
};

/** What nobody confirmed goes after some days, and what was confirmed stands with its subscriber. */
export const requestRetention: RetentionClass = {
  key: 'letter_requests',
  due: async ({ db }, before) => ({ count: await countPastRequests(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => deletePastRequests(trx, before)),
    waiting: 0,
  }),
};

/** Of who stopped, or wants nothing any more, only a keyed hash stays after some days. */
export const stoppedRetention: RetentionClass = {
  key: 'letter_stopped',
  due: async ({ db }, before) => ({ count: await countEnded(db, before), sample: [] }),
  async clear(ctx, before) {
    let gone = 0;
    for (const id of await selectEnded(ctx.db, before)) {
      const isGone = await ctx.db.transaction().execute(async (trx) => {
        const held = await heldSubscriber(trx, { id });
        // they may have come back while it was waited for
        if (!held || !(await isEnded(trx, id, before))) return false;
        await forgetHeld(trx, ctx, held);
        return true;
      });
      if (isGone) gone += 1;
    }
    return { gone, waiting: 0 };
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [lettersPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [requestRetention, stoppedRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'letter_topic',
    staff: 'created_by',
    none: 'code name_id name_en about_id about_en',
    rest: 'none',
  },
  {
    table: 'letter_subscriber',
    gone: 'subscriber_key email address_hash language link_code stop_why stop_detail',
    rest: 'gone',
  },
  { table: 'letter_choice', of: 'subscriber_id', rest: 'gone' },
  { table: 'letter_request', of: 'member_id', gone: 'email address_hash language topic_ids token_hash', rest: 'gone' },
  {
    table: 'letter_stop',
    none: 'why',
    kept: {
      address_hash:
        'a keyed hash, without the address and without a person: it serves that nobody writes there again (art. 41 UU 27/2022)',
    },
    rest: 'none',
  },
];
