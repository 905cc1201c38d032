import { authorize, HIDDEN } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { plansOf } from '#modules/community/ideas';
import { attendanceShares, enrolmentsOf, getProgram, listSessions, listSpeakers } from '#modules/community/programs';
import type { Program, ProgramSession, SpeakerRole } from '#modules/community/programs/client';
import { hasAnsweredByName, placementsOf } from '#modules/community/questionnaires';
import type { Placement } from '#modules/community/questionnaires/client';
import { sumHundredths } from '#shared/decimal';
import type { CertificateFacts, CertificateRule, Lack } from './client.ts';
import { ruleOf } from './certificate-rule.ts';
import { selectOfProgram, type CertificateRow } from './data/certificates.queries.ts';
import { lacksOf, percentOf } from './rules/lacks-of.ts';
import { isSeenBy } from './whose-certificate.ts';

/** A participant, and how far from a certificate. */
export interface Candidate {
  enrolmentId: number;
  name: string;
  institution: string;
  facts: CertificateFacts;
  /** Empty: can be issued. */
  lacks: Lack[];
  /** The one that holds; its code is not told to a desk that may not learn whose it is. */
  certificate: { number: string; code: string | null; issuedAt: Date } | null;
  /** One was taken back, and none holds: it is issued again only to whom it is asked for by name. */
  withdrawn: boolean;
}

/** Who spoke, led or moderated; a certificate is for who gave a session and did not decline. */
export interface SpeakerCandidate {
  speakerId: number;
  name: string;
  /** Position and institution. */
  title: string;
  role: SpeakerRole;
  /** The sessions that they gave, in order. */
  sessions: ProgramSession[];
  jp: number;
  /** The one that holds. */
  certificate: { number: string; code: string; issuedAt: Date } | null;
  /** As of participants. */
  withdrawn: boolean;
}

/**
 * A certificate of a participant that holds, though what it stands on does not any more: attendance that was taken back, or the seat itself.
 * Staff decide; nothing official is taken back by itself. Tests and plans are no reason: retention erases them.
 */
export interface Doubt {
  name: string;
  certificate: NonNullable<Candidate['certificate']>;
  why: 'attendance' | 'seat';
  /** Percent of the lesson hours, now; null where there is no seat. */
  attendance: number | null;
  /** What the rule of the day of issue asked for. */
  minAttendance: number;
}

export interface Certification {
  program: Program;
  rule: CertificateRule;
  /** By name. Groups are not among them: nobody of a group is known by name. */
  candidates: Candidate[];
  /** In the order of the programme. */
  speakers: SpeakerCandidate[];
  /** What staff are asked about. */
  doubts: Doubt[];
  /** How many tests by name the programme has. */
  tests: number;
  /** How many certificates hold and may be printed by this desk, each on two sides. */
  printable: number;
  revoked: Pick<CertificateRow, 'number' | 'code' | 'content' | 'revokedAt' | 'revokedReason'>[];
}

/**
 * Who of a programme can have a certificate and who has one; members whom the desk does not serve without name and code. Needs
 * `programs.manage` at its library. Refuses `programs.not_found`.
 */
export async function viewCertification(ctx: Ctx, programId: number): Promise<Certification> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return certificationOf({ ...ctx, db: ctx.db }, program);
}

/** The same as the actor of `ctx` sees it, in a transaction of the caller, who has checked the permission. */
export async function certificationOf(
  ctx: Omit<Ctx, 'db'> & { db: Db | Tx },
  program: Program,
): Promise<Certification> {
  const { db } = ctx;
  const rule = await ruleOf(db, program);
  const [shares, tests, planned, issued] = [
    await attendanceShares(ctx, program.id),
    await testsOf(ctx, program.id),
    new Set((await plansOf(db, program.id)).map(({ enrolmentId }) => enrolmentId)),
    await selectOfProgram(db, program.id),
  ];
  const valid = issued.filter(({ revokedAt }) => !revokedAt);
  const holding = new Map(valid.map((one) => [one.enrolmentId, one]));
  const candidates: Candidate[] = [];
  for (const one of await enrolmentsOf(ctx, program.id, ['confirmed'])) {
    // nor is whoever was forgotten
    if (one.people > 1 || one.name === '') continue;
    const facts: CertificateFacts = {
      attendance: percentOf(shares.get(one.id) ?? 0),
      tests: tests.length,
      testsAnswered: await countAnswered(db, tests, one),
      plan: planned.has(one.id),
    };
    candidates.push({
      enrolmentId: one.id,
      name: one.name,
      institution: one.institution || (one.libraryName ?? ''),
      facts,
      lacks: lacksOf(rule, facts),
      certificate: shownTo(ctx, holding.get(one.id)),
      withdrawn: !holding.has(one.id) && issued.some(({ enrolmentId }) => enrolmentId === one.id),
    });
  }
  const speakers = await speakersOf(ctx, program.id, issued);
  const revoked = issued
    .filter(({ revokedAt }) => revokedAt !== null)
    .map((one) => (isSeenBy(ctx, one) ? one : { ...one, code: HIDDEN, content: { ...one.content, name: HIDDEN } }));
  const attended = new Map(candidates.map(({ enrolmentId, facts }) => [enrolmentId, facts.attendance]));
  const doubts = valid.flatMap((one) => doubtOf(ctx, one, attended));
  const printable = valid.filter((one) => isSeenBy(ctx, one)).length;
  return { program, rule, candidates, speakers, doubts, revoked, tests: tests.length, printable };
}

/** Whoever has the code reads the name. */
const shownTo = (ctx: Pick<Ctx, 'actor'>, row: CertificateRow | undefined): Candidate['certificate'] =>
  row ? { number: row.number, code: isSeenBy(ctx, row) ? row.code : null, issuedAt: row.issuedAt } : null;

function doubtOf(ctx: Pick<Ctx, 'actor'>, row: CertificateRow, attended: ReadonlyMap<number, number>): Doubt[] {
  const { enrolmentId, basis, content } = row;
  const certificate = shownTo(ctx, row);
  // of a speaker, or of somebody who was forgotten
  if (enrolmentId === null || !certificate || !('facts' in basis)) return [];
  const attendance = attended.get(enrolmentId) ?? null;
  if (attendance !== null && attendance >= basis.minAttendance) return [];
  const name = certificate.code === null ? HIDDEN : content.name;
  const why = attendance === null ? 'seat' : 'attendance';
  return [{ name, certificate, why, attendance, minAttendance: basis.minAttendance }];
}

async function speakersOf(
  ctx: Parameters<typeof listSpeakers>[0],
  programId: number,
  issued: readonly CertificateRow[],
): Promise<SpeakerCandidate[]> {
  const valid = issued.filter(({ revokedAt }) => !revokedAt);
  const sessions = await listSessions(ctx, programId);
  const holds = (id: number, name: string) =>
    valid.find((one) => one.speakerId === id) ?? valid.find((one) => isOfRemoved(one, name)) ?? null;
  return (await listSpeakers(ctx, programId))
    .filter(({ answer }) => answer !== 'declined')
    .map(({ id, name, title, role }) => {
      const own = sessions.filter(({ speakers }) => speakers.some((one) => one.id === id));
      const jp = sumHundredths(own.map((one) => one.jp));
      const certificate = holds(id, name);
      return {
        speakerId: id,
        name,
        title,
        role,
        sessions: own,
        jp,
        certificate,
        withdrawn: !certificate && issued.some((one) => one.speakerId === id || isOfRemoved(one, name)),
      };
    });
}

/** Of a speaker of this name who was taken out of the programme; added again, they have it still. */
const isOfRemoved = ({ speakerId, enrolmentId, content }: CertificateRow, name: string): boolean =>
  speakerId === null &&
  enrolmentId === null &&
  content.role !== 'participant' &&
  content.name.toLowerCase() === name.toLowerCase();

/**
 * The tests that a certificate may ask for: those with names. Of others nobody but the person learns whether they answered, and a certificate,
 * or a list of who lacks one, would tell it.
 */
const testsOf = async (ctx: Pick<Ctx, 'clock'> & { db: Db | Tx }, programId: number): Promise<Placement[]> =>
  (await placementsOf(ctx, programId)).filter(
    ({ role, privacy }) => (role === 'pre' || role === 'post') && privacy === 'named',
  );

async function countAnswered(
  db: Db | Tx,
  tests: readonly Placement[],
  { id, memberId }: { id: number; memberId: number | null },
): Promise<number> {
  let count = 0;
  for (const test of tests) {
    // a test for all members is answered by the card, not by the enrolment
    const byEnrolment = await hasAnsweredByName(db, test, { enrolmentId: id });
    if (byEnrolment || (memberId !== null && (await hasAnsweredByName(db, test, { memberId })))) count += 1;
  }
  return count;
}
