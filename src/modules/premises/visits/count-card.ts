import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '#modules/ground/audit';
import type { Library } from '#modules/ground/libraries';
import { noteActivity, type CardHolder } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { Purpose, RecordedVisit } from './client.ts';
import { answer, dayAround, minutesAfter, writeVisit } from './count-visit.ts';
import { deleteVisits, lockCard, lockVisits, rewriteVisits } from './data/paired.queries.ts';
import { findByNonce } from './data/visits.queries.ts';
import { pairScan, type PairedVisit } from './rules/pair-scans.ts';
import { ageGroupOn, nickname, occupationOf } from './rules/visitor.ts';
import { visitRuleOf } from './visit-rules.ts';

interface CardVisit {
  library: Library;
  holder: CardHolder;
  at: Date;
  nonce: string | null;
  purpose: Purpose | null;
  via: 'door' | 'phone' | 'api';
}

/**
 * Counts whoever holds a card, as coming or, where the library records it, as leaving. Devices without a network send scans later and in
 * any order: all scans of the card are paired anew from this one on. Cards are paired one after the other, and the exclusion constraint
 * `visit_card_once` holds that within the library's time a card counts once, whatever else writes visits.
 */
export async function countCard(trx: Tx, ctx: Ctx, visit: CardVisit): Promise<RecordedVisit> {
  const { library, holder, at, nonce } = visit;
  const name = holder.kind === 'institution' ? holder.fullName : nickname(holder.fullName);
  const said = async (id: number, outcome: RecordedVisit['outcome']): Promise<RecordedVisit> =>
    answer(trx, library, at, { id, outcome, people: 1, nickname: name });
  await lockCard(trx, library.id, holder.id);
  const known = nonce === null ? undefined : await findByNonce(trx, nonce);
  if (known) return said(known.id, 'repeated');
  // a visit counts for a day at most: of those before yesterday none reaches into this day
  const since = dayAround(new Date(dayAround(at, library).from.getTime() - 1), library).from;
  const before = await lockVisits(trx, { libraryId: library.id, memberId: holder.id, since });
  const rule = await visitRuleOf(trx, library.id);
  const paired = pairScan(before, at, { ...rule, dayOf: (instant) => localDate(instant, library.timeZone) });
  const ids = await writePaired(trx, ctx, visit, before, paired);
  // whoever is counted once a while is here all the same
  await noteActivity(trx, ctx, holder, at);
  const index = paired.findLastIndex((one) => one.at <= at);
  const id = ids[index];
  if (id === undefined) throw new Error('a scan is in no visit');
  return said(id, paired === before ? 'repeated' : outcomeOf(at, before, paired[index], rule.repeatMinutes));
}

/** What a scan is to the visit in which it lies. One that moves an arrival by less than the library's time is another door's look at it. */
function outcomeOf(
  at: Date,
  before: readonly PairedVisit[],
  visit: PairedVisit | undefined,
  repeatMinutes: number,
): RecordedVisit['outcome'] {
  if (visit?.leftAt?.getTime() === at.getTime()) return 'left';
  if (visit?.at.getTime() !== at.getTime()) return 'repeated';
  const until = minutesAfter(at, repeatMinutes);
  return before.some((known) => known.at > at && known.at < until) ? 'repeated' : 'recorded';
}

/** Writes what pairing changed: rows keep their ids, one more is inserted where there is one visit more. @returns their ids */
async function writePaired(
  trx: Tx,
  ctx: Ctx,
  visit: CardVisit,
  before: readonly (PairedVisit & { id: number })[],
  paired: readonly PairedVisit[],
): Promise<number[]> {
  const { library, holder } = visit;
  const ids = before.map(({ id }) => id).slice(0, paired.length);
  if (paired === before) return ids;
  await deleteVisits(
    trx,
    before.map(({ id }) => id).filter((id) => !ids.includes(id)),
  );
  const changed = before.flatMap((row, index) => {
    const now = paired[index];
    return now && !isDeepStrictEqual({ ...row, ...now }, row) ? [{ row, now: { ...now, id: row.id } }] : [];
  });
  await rewriteVisits(
    trx,
    holder.id,
    changed.map(({ now }) => now),
  );
  for (const { row, now } of changed) await traceChange(trx, ctx, library, visit.at, row, now);
  // the key of the device stands on one row only
  for (const [more, one] of paired.slice(before.length).entries()) {
    ids.push(await insertPaired(trx, ctx, more === 0 ? visit : { ...visit, nonce: null }, one));
  }
  return ids;
}

/** The trace of a visit that is paired otherwise by now; a scan that came too soon changes nothing that anybody reads. */
async function traceChange(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  at: Date,
  before: PairedVisit & { id: number },
  after: PairedVisit,
): Promise<void> {
  const times = ({ at: cameAt, leftAt }: PairedVisit) => ({ at: cameAt, leftAt });
  if (isDeepStrictEqual(times(before), times(after))) return;
  const entry = { entity: 'visit', entityId: before.id, libraryId: library.id };
  const left =
    before.leftAt === null && before.at.getTime() === after.at.getTime() && after.leftAt?.getTime() === at.getTime();
  await recordAudit(
    trx,
    ctx,
    left
      ? { action: 'visit.left', ...entry }
      : { action: 'visit.paired', ...entry, before: times(before), after: times(after) },
  );
}

async function insertPaired(trx: Tx, ctx: Ctx, visit: CardVisit, paired: PairedVisit): Promise<number> {
  const { library, holder, nonce } = visit;
  const row = await writeVisit(trx, ctx, {
    ...paired,
    repeatedAt: [...paired.repeatedAt],
    libraryId: library.id,
    kind: 'member',
    memberId: holder.id,
    ageGroup: ageGroupOn(holder.birthDate, localDate(paired.at, library.timeZone)),
    sex: holder.sex,
    occupation: occupationOf(holder.category),
    memberCategory: holder.category,
    kelurahan: holder.kelurahan,
    kecamatan: holder.kecamatan,
    // said with this scan, so of this arrival only
    purpose: paired.at.getTime() === visit.at.getTime() ? visit.purpose : null,
    nonce,
    via: visit.via,
  });
  if (!row) throw new Error('a visit was refused as counted, but its card was locked');
  return row.id;
}
