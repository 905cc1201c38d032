import { recordAudit } from '#modules/audit';
import type { Library } from '#modules/libraries';
import { noteActivity, type CardHolder } from '#modules/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { localDate } from '#shared/dates';
import type { Purpose, RecordedVisit } from './client.ts';
import { answer, dayAround, minutesAfter, writeVisit } from './count-visit.ts';
import { findByNonce, findCounted, lockLast, setLeft } from './data/visits.queries.ts';
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
 * Counts whoever holds a card, as coming or, where the library records it, as leaving. The exclusion constraint `visit_card_once` holds
 * that within the library's time a card counts once, whatever connections do.
 */
export async function countCard(trx: Tx, ctx: Ctx, visit: CardVisit): Promise<RecordedVisit> {
  const { library, holder, at, nonce } = visit;
  const name = holder.kind === 'institution' ? holder.fullName : nickname(holder.fullName);
  const said = async (id: number, outcome: RecordedVisit['outcome']): Promise<RecordedVisit> =>
    answer(trx, library, at, { id, outcome, people: 1, nickname: name });
  const known = nonce === null ? undefined : await findByNonce(trx, nonce);
  if (known) return said(known.id, 'repeated');
  const rule = await visitRuleOf(trx, library.id);
  const until = minutesAfter(at, rule.repeatMinutes);
  if (rule.recordsLeaving) {
    const left = await leave(trx, ctx, visit, until);
    if (left !== null) return said(left, 'left');
  }
  const row = await writeVisit(trx, ctx, {
    libraryId: library.id,
    kind: 'member',
    at,
    countedUntil: until,
    memberId: holder.id,
    ageGroup: ageGroupOn(holder.birthDate, localDate(at, library.timeZone)),
    sex: holder.sex,
    occupation: occupationOf(holder.category),
    memberCategory: holder.category,
    kelurahan: holder.kelurahan,
    kecamatan: holder.kecamatan,
    purpose: visit.purpose,
    nonce,
    via: visit.via,
  });
  // whoever is counted once a while is here all the same
  await noteActivity(trx, ctx, holder, at);
  if (row) return said(row.id, 'recorded');
  const counted =
    (await findCounted(trx, { libraryId: library.id, memberId: holder.id, from: at, until })) ??
    (nonce === null ? undefined : await findByNonce(trx, nonce));
  if (!counted) throw new Error('a visit was refused as counted, but none is found');
  return said(counted.id, 'repeated');
}

/** Ends the visit of today that is still open, if there is one that was not counted just now. @returns its id */
async function leave(trx: Tx, ctx: Ctx, { library, holder, at }: CardVisit, until: Date): Promise<number | null> {
  const { from: since } = dayAround(at, library);
  const last = await lockLast(trx, { libraryId: library.id, memberId: holder.id, since });
  if (!last || last.leftAt !== null || last.countedUntil > at) return null;
  await setLeft(trx, last.id, at, until);
  await recordAudit(trx, ctx, { action: 'visit.left', entity: 'visit', entityId: last.id, libraryId: library.id });
  return last.id;
}
