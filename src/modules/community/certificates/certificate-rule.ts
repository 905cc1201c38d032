import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { asksForPlans } from '#modules/community/ideas';
import { getSettings } from '#modules/ground/libraries';
import { getProgram } from '#modules/community/programs';
import type { Program } from '#modules/community/programs/client';
import type { CertificateRule } from './client.ts';
import { selectRule, upsertRule } from './data/certificates.queries.ts';
import { ruleInput, type RuleInput } from './schema.ts';

/** Customary, not prescribed: attendance of 80 to 90 percent and the tests done. */
const USUAL_ATTENDANCE = 80;

/**
 * The rule of a programme; where none was set, the usual one, signed as letters of the network are: an action plan is asked for where the
 * programme itself asks for one, of whatever kind it is.
 * The caller has checked who may see it.
 */
export async function ruleOf(db: Db | Tx, program: Pick<Program, 'id' | 'library'>): Promise<CertificateRule> {
  const kept = await selectRule(db, program.id);
  if (kept) return kept;
  const { letterhead } = await getSettings(db);
  const office = letterhead.signOffice || `Kepala ${program.library.name}`;
  return {
    minAttendance: USUAL_ATTENDANCE,
    needsTests: true,
    needsPlan: await asksForPlans(db, program.id),
    signatories: letterhead.signName ? [{ office, name: letterhead.signName, details: letterhead.signDetails }] : [],
  };
}

/** Sets when participants of a programme get a certificate, and who signs. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export const saveCertificateRule = async (ctx: Ctx, programId: number, input: RuleInput): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => saveCertificateRuleIn(trx, ctx, programId, input));

/** The same in the transaction of the caller. */
export async function saveCertificateRuleIn(trx: Tx, ctx: Ctx, programId: number, input: RuleInput): Promise<void> {
  const program = await getProgram({ ...ctx, db: trx }, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  const rule = parseInput(ruleInput, input);
  const before = await ruleOf(trx, program);
  await upsertRule(trx, programId, rule, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'certificate_rule.saved',
    entity: 'program',
    entityId: programId,
    libraryId: program.library.id,
    before,
    after: rule,
  });
}
