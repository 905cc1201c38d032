import { recordAudit } from '#modules/ground/audit';
import { getSetting, type Library } from '#modules/ground/libraries';
import { findCardHoldersById, lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { deleteVisits, insertPastVisits, type NewVisit } from './data/visits.queries.ts';
import { visitLinkRetention } from './retention.ts';
import { ageGroupOn, occupationOf } from './rules/visitor.ts';

/** A visit as another system kept it. */
export type BroughtVisit = { at: Date } & (
  | { memberId: number }
  | { guestName: string | null; institution: string | null }
  /** A group by its heads: of whom it is not known whether they are men or women, `others`. */
  | { group: { women: number; men: number; others: number; from: string | null } }
);

const DAY = 86_400_000;
const SECOND = 1000;

/** Since when it is kept who came; null = without end. What is older comes as a figure alone. */
export async function visitLinksKeptSince({ db, clock }: { db: Db | Tx; clock: Ctx['clock'] }): Promise<Date | null> {
  const days = (await getSetting(db, 'retentionDays'))[visitLinkRetention.key] ?? null;
  return days === null ? null : new Date(clock.now().getTime() - days * DAY);
}

/**
 * Takes over visits of another system in bulk, in the caller's transaction; the caller has checked the permission. Members are counted by what is
 * known of them, as at the door; of a visit that is older than links are kept neither the member nor the name of a guest is written. Every visit
 * counts, for the other system has decided what one is; only what a card did here at the same second is the same.
 * @returns ids in the order of the visits; null = it is counted here already
 */
export async function bringVisits(
  trx: Tx,
  ctx: Ctx,
  library: Pick<Library, 'id' | 'timeZone'>,
  visits: readonly BroughtVisit[],
): Promise<(number | null)[]> {
  const since = await visitLinksKeptSince({ db: trx, clock: ctx.clock });
  const isNamed = ({ at }: BroughtVisit): boolean => since === null || at >= since;
  const idsOf = (some: readonly BroughtVisit[]): number[] => [
    ...new Set(some.flatMap((visit) => ('memberId' in visit ? [visit.memberId] : []))),
  ];
  // whoever is erased at this moment is waited for, and is then not linked any more
  await lockMembersById(trx, idsOf(visits.filter(isNamed)));
  const holders = await findCardHoldersById(trx, idsOf(visits));
  const rows = visits.map((visit): NewVisit => {
    const { at } = visit;
    const row = { libraryId: library.id, at, countedUntil: new Date(at.getTime() + SECOND), via: 'door' };
    if ('group' in visit) {
      const { women, men, others, from } = visit.group;
      return { ...row, kind: 'group', women, men, companions: others, origin: from };
    }
    if (!('memberId' in visit)) {
      return { ...row, kind: 'guest', guestName: isNamed(visit) ? visit.guestName : null, origin: visit.institution };
    }
    const holder = holders.get(visit.memberId);
    if (!holder) return { ...row, kind: 'member' };
    return {
      ...{ ...row, kind: 'member', memberId: isNamed(visit) ? holder.id : null },
      ageGroup: ageGroupOn(holder.birthDate, localDate(at, library.timeZone)),
      ...{ sex: holder.sex, occupation: occupationOf(holder.category), memberCategory: holder.category },
      ...{ kelurahan: holder.kelurahan, kecamatan: holder.kecamatan },
    };
  });
  const ids = await insertPastVisits(trx, rows);
  const count = ids.filter((id) => id !== null).length;
  if (count > 0) {
    await recordAudit(trx, ctx, {
      ...{ action: 'visits.brought_in', entity: 'visit', entityId: 'all', libraryId: library.id },
      after: { visits: count },
    });
  }
  return ids;
}

/** Takes visits back that another system brought, in the caller's transaction, which holds them; the caller has checked the permission. They count no more. */
export async function takeBackVisits(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteVisits(trx, ids);
  const count = { entityId: 'all', after: { visits: ids.length } };
  await recordAudit(trx, ctx, { action: 'visits.taken_back', entity: 'visit', ...count });
}
