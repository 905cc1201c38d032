import type { Ctx } from '#platform/context';
import type { PersonalDataSource, RetentionClass, RetentionOfMembers } from '#platform/rights/personal-data';
import type { Storage } from '#platform/storage';
import { findMember } from '../data/members.queries.ts';
import {
  countAnswered,
  countInactive,
  deleteAnswered,
  deleteStaleRegistrations,
  lockInactive,
  selectInactive,
  selectInactiveIds,
  selectStaleRegistrations,
  type StaleKind,
} from '../data/retention.queries.ts';
import { eraseMember, hindrancesOf } from './erase-member.ts';

const SAMPLE = 20;

const registrations = (key: string, kind: StaleKind): RetentionClass => ({
  key,
  async due({ db }, before) {
    const stale = await selectStaleRegistrations(db, kind, before);
    return { count: stale.length, sample: stale.slice(0, SAMPLE).map(({ number }) => number) };
  },
  clear: async ({ db }, before) => ({ gone: await deleteStaleRegistrations(db, kind, before), waiting: 0 }),
});

/** Erases one member unless the card came to life again or something is open. @returns what became of it */
async function eraseInactive(
  ctx: Ctx,
  sources: readonly PersonalDataSource[],
  storage: Storage,
  id: number,
  before: Date,
): Promise<'gone' | 'waiting' | 'alive'> {
  const outcome = await ctx.db.transaction().execute(async (trx) => {
    for (const source of sources) await source.lockFirst?.(trx, id);
    const locked = await lockInactive(trx, id, before);
    const member = locked && (await findMember(trx, locked.number));
    if (!member) return 'alive' as const;
    if ((await hindrancesOf(trx, sources, id)).length > 0) return 'waiting' as const;
    return eraseMember(trx, ctx, sources, member);
  });
  if (typeof outcome === 'string') return outcome;
  if (outcome.photoKey) await storage.remove(outcome.photoKey);
  return 'gone';
}

/** Cards long out of use: the person goes as with an erasure, the pseudonym is counted on. */
const inactiveMembers: RetentionOfMembers = (sources) => ({
  key: 'inactive_members',
  async due({ db }, before) {
    const [count, first] = await Promise.all([
      countInactive(db, before),
      selectInactive(db, before, { limit: SAMPLE }),
    ]);
    return { count, sample: first.map(({ number }) => number) };
  },
  members: async ({ db }, before) => selectInactiveIds(db, before),
  async clear(ctx, before, storage, only) {
    const counted = { gone: 0, waiting: 0, alive: 0 };
    for (const id of only ?? (await selectInactiveIds(ctx.db, before))) {
      counted[await eraseInactive(ctx, sources, storage, id, before)] += 1;
    }
    return { gone: counted.gone, waiting: counted.waiting };
  },
});

const answeredRequests: RetentionClass = {
  key: 'subject_requests',
  due: async ({ db }, before) => ({ count: await countAnswered(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteAnswered(db, before), waiting: 0 }),
};

/** What this module lets go after its time; the last is cleared first. */
export const memberRetention: readonly (RetentionClass | RetentionOfMembers)[] = [
  inactiveMembers,
  answeredRequests,
  registrations('registrations_decided', 'decided'),
  registrations('registrations_waiting', 'submitted'),
  registrations('registration_drafts', 'draft'),
];
