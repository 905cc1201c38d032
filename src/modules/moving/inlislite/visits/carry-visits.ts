import { CarriedIds, carryRows } from '#modules/moving/engine';
import { bringVisits, visitLinksKeptSince, type BroughtVisit } from '#modules/premises/visits';
import { localDate } from '#shared/dates';
import { RecentKeys } from '#shared/moving/recent-keys';
import type { Said } from '#shared/moving/said';
import { instantOfMoment } from '#shared/moving/wall-clock';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Run } from '../run.ts';
import { planGroup, planVisit, type PlannedGroup, type PlannedVisit } from './plan-visit.ts';

type ReadyVisit = PlannedVisit & { visit: BroughtVisit; isMemberGone: boolean };

/** A visit that is counted here already by its card. */
const became = (table: string, { key }: { key: string }, id: number | null) =>
  id === null ? { instead: { table, key, fate: 'merged', code: 'visit_there' } as Said } : { becameId: id };

/** Brings who came to the library, and groups by their heads: figures for good, names for as long as the house keeps them. */
export async function carryVisits(run: Run): Promise<void> {
  const { ctx, dryRun, ledger, library, survey } = run;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const since = await visitLinksKeptSince(ctx);
  const members = new CarriedIds(run, 'members');
  const recent = new RecentKeys();
  const counts = { visit_links_left: 0, visit_members_gone: 0 };
  const memberIn = ({ member }: PlannedVisit): number =>
    member === null ? -1 : (survey.memberNumbers.get(member) ?? -1);
  await carryRows<ReadyVisit>(run, {
    ...{ table: 'memberguesses', keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) => {
      const planned = rows.map((one) => planVisit(one, today));
      await members.fetch(planned.flatMap((one) => ('fate' in one ? [] : [memberIn(one)])));
      return planned.map((one): ReadyVisit | Said => {
        if ('fate' in one) return one;
        const first = one.same === null ? null : recent.add(one.same, one.id);
        if (first !== null) {
          return {
            table: 'memberguesses',
            key: one.key,
            fate: 'merged',
            code: 'visit_repeated',
            params: { visit: first },
          };
        }
        const at = instantOfMoment(one.at, library.timeZone);
        const id = memberIn(one);
        // of whoever was erased here it stays known that a member came
        const isNameless = members.isForgotten(id) || (dryRun && run.carriedMembers.has(id));
        const memberId = members.get(id) ?? (isNameless ? 0 : null);
        const visit = memberId === null ? { at, guestName: one.name, institution: null } : { at, memberId };
        return { ...one, visit, isMemberGone: one.member !== null && memberId === null };
      });
    },
    save: async (trx, act, batch) => {
      const ids = await bringVisits(
        trx,
        act,
        library,
        batch.map(({ visit }) => visit),
      );
      return batch.map((one, i) => became('memberguesses', one, ids[i] ?? null));
    },
    came: ({ member, name, visit, isMemberGone }) => {
      if ((member !== null || name !== null) && since !== null && visit.at < since) counts.visit_links_left += 1;
      if (isMemberGone) counts.visit_members_gone += 1;
    },
  });
  const day = since === null ? '' : localDate(since, library.timeZone);
  for (const [code, count] of [
    ['visit_links_left', counts.visit_links_left],
    ['visit_members_gone', counts.visit_members_gone],
  ] as const) {
    if (count > 0) ledger.say({ table: 'memberguesses', key: 'NoAnggota', fate: 'told', code, params: { count, day } });
  }
  await carryRows<PlannedGroup>(run, {
    ...{ table: 'groupguesses', keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) => Promise.resolve(rows.map((one) => planGroup(one, today))),
    save: async (trx, act, batch) => {
      const ids = await bringVisits(
        trx,
        act,
        library,
        batch.map(({ at, women, men, others, from }) => ({
          at: instantOfMoment(at, library.timeZone),
          group: { women, men, others, from },
        })),
      );
      return batch.map((one, i) => became('groupguesses', one, ids[i] ?? null));
    },
  });
}
