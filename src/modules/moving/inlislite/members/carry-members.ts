import { readOldHash } from '#modules/ground/identity';
import { carryMembers as carryAll, carryMemberTypes, LendingRules, readRowsOf } from '#modules/moving/engine';
import { bringNik, listCategories } from '#modules/people/members';
import { localDate } from '#shared/dates';
import { IdSet } from '#shared/moving/id-set';
import type { SaidCode } from '#shared/moving/said';
import { idOf } from '../rules/ids.ts';
import { numberKey } from '../rules/number-key.ts';
import { passwordOf } from '../rules/password.ts';
import type { Run } from '../run.ts';
import { planMember, type MemberSurroundings } from './plan-member.ts';

const TYPES = 'jenis_anggota';

async function lookAround(run: Run): Promise<MemberSurroundings> {
  const { ctx, library, survey, ledger } = run;
  const categories = await listCategories(ctx, { active: true });
  const usual = categories.find(({ code }) => code === 'umum') ?? categories.find(({ kind }) => kind === 'person');
  const ids = survey.memberTypes.map(({ key }) => idOf(key));
  const rules = await LendingRules.open(run, [['jenis_anggota_rule', ids]]);
  const types = await carryMemberTypes(run, rules, {
    ...{ table: TYPES, rule: 'jenis_anggota_rule' },
    types: survey.memberTypes.map(({ key, name, rule }) => ({
      ...{ id: idOf(key), key: `id=${key ?? ''}`, name, rule, days: 0 },
    })),
  });
  for (const { key, suspendDays } of survey.memberTypes) {
    if (suspendDays > 0 && types.has(idOf(key))) {
      ledger.say({
        table: TYPES,
        key: `id=${key ?? ''}`,
        fate: 'told',
        code: 'rule_suspension_left',
        params: { days: suspendDays },
      });
    }
  }
  return {
    ...{ homeLibraryId: library.id, defaultCategory: usual?.code ?? 'umum', codes: survey.codes },
    categoryOf: (typeId) => types.get(typeId)?.code ?? null,
    passwordOf: (memberNo, id) => {
      const number = numberKey(memberNo);
      return survey.memberNumbers.get(number) === id ? (survey.passwords.get(number) ?? null) : null;
    },
    today: localDate(ctx.clock.now(), library.timeZone),
  };
}

/** Rules by weekday and by date have no counterpart here: each is named. */
async function refuseDayRules({ ledger, path, rows, signal }: Run): Promise<void> {
  for (const table of ['peraturan_peminjaman_hari', 'peraturan_peminjaman_tanggal']) {
    if (!rows.get(table)) continue;
    for await (const group of readRowsOf(path, table)) {
      signal.throwIfAborted();
      for (const row of group)
        ledger.say({ table, key: `ID=${row('id') ?? ''}`, fate: 'refused', code: 'rule_by_day' });
    }
  }
}

/** Brings the members with their types; nobody is sent anything. A trial only says what would come. */
export async function carryMembers(run: Run): Promise<void> {
  const around = await lookAround(run);
  await refuseDayRules(run);
  const niks = new Map<number, string>();
  await carryAll(run, {
    table: 'members',
    plan: (row) => {
      const { nik, ...planned } = planMember(row, around);
      // of rows that share a number the first one comes
      if (!run.numberKeys.has(planned.id)) {
        run.numberKeys.set(planned.id, numberKey(row('memberno')));
        if (nik !== null) niks.set(planned.id, nik);
      }
      return planned;
    },
    made: async (trx, ctx, { id, key }, memberId) => {
      const nik = niks.get(id);
      if (nik === undefined) return [];
      const became = await bringNik(trx, ctx, run.secrets, memberId, nik);
      return became === 'taken' ? [{ table: 'members', key, fate: 'told', code: 'identity_taken' }] : [];
    },
    came: ({ id, said }, fate, memberId) => {
      run.carriedMembers.add(id);
      if (run.dryRun && fate !== 'known') {
        if (memberId !== null) run.matchedMembers.set(id, memberId);
        else if (said.some(({ code }) => code === 'guardian_missing')) run.comingChildren.add(id);
      }
      niks.delete(id);
      const number = run.numberKeys.get(id);
      run.numberKeys.delete(id);
      if (number !== undefined) run.settledPasswords.set(number, fate);
    },
  });
}

/** What became of the accounts of the OPAC, once their members are through: of each only the password comes. */
export async function settlePasswords(run: Run): Promise<void> {
  const { ledger, rows, path, signal, settledPasswords } = run;
  const table = 'membersonline';
  if (!rows.get(table)) return;
  const seen = new IdSet();
  for await (const group of readRowsOf(path, table)) {
    signal.throwIfAborted();
    for (const row of group) {
      const key = `ID=${(row('id') ?? '').slice(0, 40)}`;
      const refuse = (code: SaidCode): void => ledger.say({ table, key, fate: 'refused', code });
      const number = numberKey(row('noanggota'));
      const fate = settledPasswords.get(number);
      const { why } = passwordOf(row('password'), (hash) => readOldHash(hash) !== null);
      if (fate === undefined) refuse('password_member_gone');
      else if (!seen.add(number)) refuse('row_repeated');
      else if (why === 'default') refuse('password_default');
      else if (why !== null) refuse('password_unusable');
      else if (fate === 'merged') refuse('password_there');
      else ledger.count(table, fate);
    }
  }
}
