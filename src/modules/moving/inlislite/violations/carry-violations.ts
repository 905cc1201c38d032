import { bringMoney } from '#modules/lending/charges';
import { CarriedIds, carryRows, noteMade, type PlannedRow } from '#modules/moving/engine';
import { blockMember } from '#modules/people/members';
import { m } from '#i18n/messages';
import { instantAt, localDate, type LocalDate } from '#shared/dates';
import type { MoneySums } from '#shared/moving/money-sums';
import type { OldRow } from '#shared/moving/old-row';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Run } from '../run.ts';
import { planViolation, rupiahOf, type PlannedViolation } from './plan-violation.ts';

const TABLE = 'pelanggaran';
const NOON = 720;

interface ReadyViolation extends PlannedViolation, PlannedRow {
  memberId: number;
  loanId: number | null;
  said: PlannedViolation['said'];
}

/** Brings what members owed for violations, paid or not as was chosen for the run, and suspensions that still run. @param sums gets the money of every row */
export async function carryViolations(run: Run, sums: MoneySums): Promise<void> {
  const { ctx, dryRun, fines, ledger, library } = run;
  const today: LocalDate = localDate(ctx.clock.now(), library.timeZone);
  const members = new CarriedIds(run, 'members');
  const loans = new CarriedIds(run, 'collectionloanitems');
  const owedBy = (row: OldRow) => ({ debet: rupiahOf(row('jumlahdenda')) || 0, credit: 0 });
  let assumed = 0;
  await carryRows<ReadyViolation>(run, {
    ...{ table: TABLE, keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) => {
      await members.fetch(rows.map(({ row }) => idOf(row('member_id'))));
      await loans.fetch(rows.map(({ row }) => idOf(row('collectionloanitem_id'))));
      return rows.map((one) => {
        const member = idOf(one.row('member_id'));
        const isComing = dryRun && run.carriedMembers.has(member) && !members.isForgotten(member);
        const memberId = members.get(member) ?? (isComing ? 0 : null);
        const planned = planViolation(one, { isMemberHere: memberId !== null, today, fines });
        if ('fate' in planned || memberId === null) {
          sums.add('refused', owedBy(one.row));
          if ('fate' in planned) return planned;
          throw new Error('a violation of nobody was planned');
        }
        return { ...planned, memberId, loanId: loans.get(idOf(one.row('collectionloanitem_id'))) };
      });
    },
    save: async (trx, act, batch) => {
      const owing = batch.filter(({ owed }) => owed > 0);
      const lines = await bringMoney(
        trx,
        act,
        owing.map(({ memberId, loanId, owed, paid, on }) => ({
          ...{ memberId, loanId, libraryId: library.id, owed, paid, kind: 'fine', note: null },
          at: on === null ? act.clock.now() : instantAt(on, NOON, library.timeZone),
        })),
        OLD_SYSTEMS.inlislite,
      );
      const madeLines = lines.flatMap((line) => line?.lineIds ?? []);
      await noteMade(trx, run, 'money', madeLines);
      const lineOf = new Map(owing.map((one, i) => [one.id, lines[i] ?? null]));
      const became = [];
      for (const { id, key, memberId, owed, suspendedUntil } of batch) {
        const line = lineOf.get(id) ?? null;
        if (owed > 0 && line === null) {
          became.push({
            instead: {
              table: TABLE,
              key,
              fate: 'refused',
              code: 'violation_member_gone',
              params: { debet: owed },
            } as const,
          });
          continue;
        }
        const reason = m.inlislite_block_suspended({}, { locale: 'id' });
        const blockId =
          suspendedUntil === null
            ? 0
            : await blockMember(trx, act, { memberId, kind: 'suspension', reason, untilDate: suspendedUntil });
        if (blockId > 0) await noteMade(trx, run, 'block', [blockId]);
        became.push({ becameId: line?.lineId ?? blockId, state: line?.booked ?? null });
      }
      return became;
    },
    came: ({ owed, paid, isAssumed }, became) => {
      sums.add('carried', { debet: owed, credit: paid });
      if (became && !('instead' in became)) sums.booked += became.state ?? 0;
      if (isAssumed) assumed += 1;
    },
    refused: ({ owed }) => sums.add('refused', { debet: owed, credit: 0 }),
    // what it added to the balance is remembered: the rest counted as paid
    known: (row, { state }) => {
      const { debet } = owedBy(row);
      sums.add('known', { debet, credit: state === null ? 0 : Math.max(debet - state, 0) });
    },
    odd: (row) => sums.add('refused', owedBy(row)),
  });
  if (assumed > 0) {
    ledger.say({ table: TABLE, key: 'Paid', fate: 'told', code: 'violation_assumed_paid', params: { count: assumed } });
  }
}
