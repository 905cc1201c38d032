import { randomInt } from 'node:crypto';
import { authorize } from '#platform/rights/authorize';
import { actorName, systemCtx, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { getProgram, listSessions } from '#modules/community/programs';
import type { Program, ProgramSession } from '#modules/community/programs/client';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { CertificateRule } from './client.ts';
import { insertCertificate, lockIssuing } from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import { certificationOf, type Candidate, type SpeakerCandidate } from './list-candidates.ts';
import type { CertificateBasis, CertificateContent } from './rules/content.ts';
import { daysInWords } from './rules/days-in-words.ts';

/** No letters that one takes for figures. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
/** Numbers of certificates. */
export const PATTERN = '{seq:3}/SERT/{code}/{MM}/{YYYY}';

/** Forty random bits: `8KQ4-2MRT`. */
export function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * Issues certificates to participants who lack nothing and to speakers who gave a session, where they have none that holds: to those chosen, or
 * to all who had none before: what was taken back is issued again only where it is chosen. Repeated, it issues none twice. Needs `programs.manage` at the programme's library.
 * Refuses `programs.not_found`, `certificates.too_early` (a programme that is not closed), `no_signatory`, `nobody`.
 * @returns how many
 */
export async function issueCertificates(ctx: Ctx, programId: number, chosen?: Chosen): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => issueCertificatesIn(trx, ctx, programId, chosen));
}

/** The same in the transaction of the caller. */
export async function issueCertificatesIn(
  trx: Tx,
  ctx: Ctx,
  programId: number,
  chosen: Chosen = 'all',
): Promise<number> {
  const program = await getProgram({ ...ctx, db: trx }, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  if (program.state !== 'closed' && program.state !== 'archived') throw certificateErrors.tooEarly();
  await lockIssuing(trx, programId);
  // on the document stands the name of each, also of who is not known to the desk that issues it
  const all = { ...systemCtx(ctx.db, ctx.clock, 'certificates'), db: trx };
  const { rule, candidates, speakers } = await certificationOf(all, program);
  if (rule.signatories.length === 0) throw certificateErrors.noSignatory();
  const wanted = (kind: 'enrolmentIds' | 'speakerIds', id: number, withdrawn: boolean): boolean =>
    chosen === 'all' ? !withdrawn : (chosen[kind]?.includes(id) ?? false);
  const common = await commonContent(trx, ctx, program, rule);
  const due = [
    ...candidates
      .filter(
        ({ enrolmentId, lacks, certificate, withdrawn }) =>
          lacks.length === 0 && !certificate && wanted('enrolmentIds', enrolmentId, withdrawn),
      )
      .map((candidate) => ofParticipant(common, rule, candidate)),
    ...speakers
      .filter(
        ({ speakerId, sessions, certificate, withdrawn }) =>
          sessions.length > 0 && !certificate && wanted('speakerIds', speakerId, withdrawn),
      )
      .map((candidate) => ofSpeaker(common, candidate)),
  ];
  if (due.length === 0) throw certificateErrors.nobody();
  for (const document of due) await issueOne(trx, ctx, program, document);
  return due.length;
}

/** To whom: everybody who can have one, or those named. */
type Chosen = 'all' | { enrolmentIds?: readonly number[] | undefined; speakerIds?: readonly number[] | undefined };

type CommonContent = Omit<CertificateContent, 'name' | 'institution' | 'role'>;
/** A certificate before it has a number, and whose it is. */
interface Document {
  of: { enrolmentId: number } | { speakerId: number };
  content: CertificateContent;
  basis: CertificateBasis;
}

const ofParticipant = (common: CommonContent, rule: CertificateRule, candidate: Candidate): Document => ({
  of: { enrolmentId: candidate.enrolmentId },
  content: { ...common, name: candidate.name, institution: candidate.institution, role: 'participant' },
  basis: {
    minAttendance: rule.minAttendance,
    needsTests: rule.needsTests,
    needsPlan: rule.needsPlan,
    facts: candidate.facts,
  },
});

const ofSpeaker = (
  common: CommonContent,
  { speakerId, name, title, role, sessions, jp }: SpeakerCandidate,
): Document => ({
  of: { speakerId },
  content: { ...common, name, institution: title, role, jp, materials: sessions.map(material) },
  basis: { gave: { sessions: sessions.length, jp } },
});

const material = ({ title, speakers, jp }: ProgramSession): CertificateContent['materials'][number] => ({
  title,
  speakers: speakers.map(({ name }) => name).join(', '),
  jp,
});

async function issueOne(trx: Tx, ctx: Ctx, program: Program, { of, content, basis }: Document): Promise<void> {
  const now = ctx.clock.now();
  const given = { date: localDate(now, program.library.timeZone), values: { code: program.library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'certificate', numberScope(PATTERN, given)));
  await insertCertificate(trx, {
    programId: program.id,
    libraryId: program.library.id,
    ...of,
    number,
    code: newCode(),
    content: JSON.stringify(content),
    basis: JSON.stringify(basis),
    issuedAt: now,
    issuedBy: actorName(ctx.actor),
  });
  await recordAudit(trx, ctx, {
    action: 'certificate.issued',
    ...('speakerId' in of
      ? { entity: 'program_speaker', entityId: of.speakerId }
      : { entity: 'program_enrolment', entityId: of.enrolmentId }),
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
    materials: sessions.map(material),
    placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(localDate(ctx.clock.now(), zone), 'id')}`,
    signatories: rule.signatories,
  };
}
