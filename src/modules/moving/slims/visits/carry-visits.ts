import { bringVisits, visitLinksKeptSince, type BroughtVisit } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate, type LocalDate } from '#shared/dates';
import { CarriedIds, insertCarried, selectCarried, inGroups, readRowsOf, saveHalving } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import { RecentKeys } from '#shared/moving/recent-keys';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { instantOfMoment } from '#shared/moving/wall-clock';
import type { Run } from '../run.ts';
import { planVisit, type PlannedVisit } from './plan-visit.ts';

/** So many rows in one transaction. */
const AT_ONCE = 2000;
const TABLE = 'visitor_count';

type ReadyVisit = PlannedVisit & { visit: BroughtVisit; isMemberGone: boolean };

interface Carrying {
  run: Run;
  today: LocalDate;
  /** Since when it is kept who came. */
  since: Date | null;
  members: CarriedIds;
  seen: IdSet;
  recent: RecentKeys;
  /** What is said once for all rows. */
  counts: Record<'visit_links_left' | 'visit_members_gone' | 'visit_rooms_left', number>;
}

const saveVisits =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadyVisit[]): Promise<(number | null)[]> => {
    const ids = await bringVisits(
      trx,
      ctx,
      run.library,
      batch.map(({ visit }) => visit),
    );
    const came = batch.flatMap(({ id }, i) => {
      const becameId = ids[i] ?? null;
      return becameId === null ? [] : [{ slimsId: id, becameId }];
    });
    await insertCarried(trx, run, TABLE, came);
    return ids;
  };

function note({ run: { ledger }, since, counts }: Carrying, one: ReadyVisit): void {
  ledger.count(TABLE, 'carried');
  const hadName = one.member !== null || one.name !== null;
  if (hadName && since !== null && one.visit.at < since) counts.visit_links_left += 1;
  if (one.isMemberGone) counts.visit_members_gone += 1;
  if (one.hasRoom) counts.visit_rooms_left += 1;
}

/** Rows with a number of their own that no earlier run has brought and that repeat no row before them. */
async function onlyNew({ run, today, seen, recent }: Carrying, rows: readonly OldRow[]): Promise<PlannedVisit[]> {
  const { ctx, ledger, source } = run;
  const refuse = (key: string, code: SaidCode): Said => ({ table: TABLE, key, fate: 'refused', code });
  const fresh = rows.filter((row) => {
    const id = idOf(row('visitor_id'));
    if (seen.add(id)) return true;
    ledger.say(refuse(`visitor_id=${row('visitor_id') ?? ''}`, id < 0 ? 'key_unusable' : 'row_repeated'));
    return false;
  });
  const ids = fresh.map((row) => idOf(row('visitor_id')));
  const known = await selectCarried(ctx.db, source, TABLE, ids);
  return fresh.flatMap((row, i): PlannedVisit[] => {
    const isKnown = known.has(ids[i] ?? 0);
    if (isKnown) ledger.count(TABLE, 'known');
    const planned = planVisit(row, { source, today });
    if ('fate' in planned) {
      if (!isKnown) ledger.say(planned);
      return [];
    }
    const first = planned.same === null ? null : recent.add(planned.same, planned.id);
    if (isKnown) return [];
    if (first === null) return [planned];
    ledger.say({ table: TABLE, key: planned.key, fate: 'merged', code: 'visit_repeated', params: { visit: first } });
    return [];
  });
}

async function planGroup(carrying: Carrying, rows: readonly OldRow[]): Promise<ReadyVisit[]> {
  const { run, members } = carrying;
  const planned = await onlyNew(carrying, rows);
  await members.fetch(planned.flatMap(({ member }) => (member === null ? [] : [member])));
  return planned.map((one): ReadyVisit => {
    const { member, name, institution } = one;
    const at = instantOfMoment(one.at, run.library.timeZone);
    const isComing = member !== null && run.dryRun && run.carriedMembers.has(member);
    // of whoever was erased here it stays known that a member came
    const isNameless = member !== null && (isComing || members.isForgotten(member));
    const memberId = member === null ? null : (members.get(member) ?? (isNameless ? 0 : null));
    const visit = memberId === null ? { at, guestName: name, institution } : { at, memberId };
    return { ...one, visit, isMemberGone: member !== null && memberId === null };
  });
}

/** Brings who came to the library: figures for good, and names for as long as the house keeps them. */
export async function carryVisits(run: Run): Promise<void> {
  const { ctx, ledger, library } = run;
  if (!run.survey.rows.get(TABLE)) return;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const since = await visitLinksKeptSince(ctx);
  const carrying: Carrying = {
    ...{ run, today, since, members: new CarriedIds(run, 'member'), seen: new IdSet(), recent: new RecentKeys() },
    counts: { visit_links_left: 0, visit_members_gone: 0, visit_rooms_left: 0 },
  };
  let done = 0;
  for await (const rows of inGroups(readRowsOf(run.path, TABLE), AT_ONCE)) {
    run.signal.throwIfAborted();
    const ready = await planGroup(carrying, rows);
    if (run.dryRun) for (const one of ready) note(carrying, one);
    else {
      const noteSaved = (ids: readonly (number | null)[], batch: readonly ReadyVisit[]): void => {
        for (const [i, one] of batch.entries()) {
          if (ids[i] !== null) note(carrying, one);
          else ledger.say({ table: TABLE, key: one.key, fate: 'merged', code: 'visit_there' });
        }
      };
      await saveHalving(ctx, ready, saveVisits(run), noteSaved, ({ key }, reason) =>
        ledger.say({ table: TABLE, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
      );
    }
    await run.onProgress(TABLE, (done += rows.length));
  }
  const { visit_links_left, visit_members_gone, visit_rooms_left } = carrying.counts;
  const day = since === null ? '' : localDate(since, library.timeZone);
  const tell = (code: SaidCode, key: string, count: number, more: Said['params'] = {}): void => {
    if (count > 0) ledger.say({ table: TABLE, key, fate: 'told', code, params: { count, ...more } });
  };
  tell('visit_links_left', 'member_id', visit_links_left, { day });
  tell('visit_members_gone', 'member_id', visit_members_gone);
  tell('visit_rooms_left', 'room_code', visit_rooms_left);
}
