import { randomInt } from 'node:crypto';
import { authorize } from '#platform/authorize';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/counters';
import type { Tx } from '#platform/db';
import { recordAudit } from '#modules/audit';
import { getLibrary, getSettings } from '#modules/libraries';
import { getProgram, listSessions } from '#modules/programs';
import type { Program } from '#modules/programs/client';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { CertificateRule } from './client.ts';
import { insertCertificate, lockIssuing } from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import { certificationOf, type Candidate } from './list-candidates.ts';
import type { CertificateBasis, CertificateContent } from './rules/content.ts';
import { daysInWords } from './rules/days-in-words.ts';

/** No letters that one takes for figures. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
const PATTERN = '{seq:3}/SERT/{code}/{MM}/{YYYY}';

/** Forty random bits: `8KQ4-2MRT`. */
function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * Issues certificates to those who lack nothing and have none that holds: of the enrolments chosen, or of all. Repeated, it issues none
 * twice. Needs `programs.manage` at the programme's library.
 * Refuses `programs.not_found`, `certificates.too_early` (a programme that is not closed), `no_signatory`, `nobody`.
 * @returns how many
 */
export async function issueCertificates(
  ctx: Ctx,
  programId: number,
  enrolmentIds?: readonly number[],
): Promise<number> {
  return ctx.db.transaction().execute((trx) => issueCertificatesIn(trx, ctx, programId, enrolmentIds));
}

/** The same in the transaction of the caller. */
export async function issueCertificatesIn(
  trx: Tx,
  ctx: Ctx,
  programId: number,
  enrolmentIds?: readonly number[],
): Promise<number> {
  const program = await getProgram({ ...ctx, db: trx }, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  if (program.state !== 'closed' && program.state !== 'archived') throw certificateErrors.tooEarly();
  await lockIssuing(trx, programId);
  const { rule, candidates } = await certificationOf({ ...ctx, db: trx }, program);
  if (rule.signatories.length === 0) throw certificateErrors.noSignatory();
  const due = candidates.filter(
    ({ enrolmentId, lacks, certificate }) =>
      lacks.length === 0 && !certificate && (enrolmentIds?.includes(enrolmentId) ?? true),
  );
  if (due.length === 0) throw certificateErrors.nobody();
  const common = await commonContent(trx, ctx, program, rule);
  for (const candidate of due) await issueOne(trx, ctx, { program, rule, candidate, common });
  return due.length;
}

type CommonContent = Omit<CertificateContent, 'name' | 'institution'>;

async function issueOne(
  trx: Tx,
  ctx: Ctx,
  about: { program: Program; rule: CertificateRule; candidate: Candidate; common: CommonContent },
): Promise<void> {
  const { program, rule, candidate, common } = about;
  const { minAttendance, needsTests, needsPlan } = rule;
  const now = ctx.clock.now();
  const given = { date: localDate(now, program.library.timeZone), values: { code: program.library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'certificate', numberScope(PATTERN, given)));
  const content: CertificateContent = { ...common, name: candidate.name, institution: candidate.institution };
  const basis: CertificateBasis = { minAttendance, needsTests, needsPlan, facts: candidate.facts };
  await insertCertificate(trx, {
    programId: program.id,
    libraryId: program.library.id,
    enrolmentId: candidate.enrolmentId,
    number,
    code: newCode(),
    content: JSON.stringify(content),
    basis: JSON.stringify(basis),
    issuedAt: now,
    issuedBy: actorName(ctx.actor),
  });
  await recordAudit(trx, ctx, {
    action: 'certificate.issued',
    entity: 'program_enrolment',
    entityId: candidate.enrolmentId,
    libraryId: program.library.id,
    after: { number, program: program.id },
  });
}

async function commonContent(trx: Tx, ctx: Ctx, program: Program, rule: CertificateRule): Promise<CommonContent> {
  const { letterhead } = await getSettings(trx);
  const library = await getLibrary({ db: trx }, program.library.id);
  const sessions = await listSessions({ ...ctx, db: trx }, program.id);
  const zone = library.timeZone;
  const day = (at: Date | null): string => localDate(at ?? ctx.clock.now(), zone);
  const [startsOn, endsOn] = [day(program.startsAt), day(program.endsAt)];
  return {
    head: [letterhead.parent, letterhead.office || library.name].filter(Boolean).join(' · '),
    program: program.edition === null ? program.title : `${program.title}, edisi ke-${program.edition}`,
    placeAndDays: [program.place || library.name, daysInWords(startsOn, endsOn)].join(', '),
    startsOn,
    endsOn,
    library: library.name,
    jp: program.jp,
    materials: sessions.map(({ title, speakers, jp }) => ({
      title,
      speakers: speakers.map(({ name }) => name).join(', '),
      jp,
    })),
    placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(localDate(ctx.clock.now(), zone), 'id')}`,
    signatories: rule.signatories,
  };
}
