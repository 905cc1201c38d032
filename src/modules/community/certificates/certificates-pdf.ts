import { withLogo } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { drawnQr } from '#platform/papers/drawings';
import { formatNumber } from '#shared/money';
import { getProgram, viewSpeakerPage, type SpeakerLink } from '#modules/community/programs';
import {
  findCertificate,
  selectOfProgram,
  selectOfSpeaker,
  selectOfTicket,
  type CertificateRow,
} from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import type { CertificateBasis, CertificateContent } from './rules/content.ts';
import { ROLE_WORDS } from './rules/role-words.ts';
import { servedWords, thanksOf } from './rules/served.ts';
import { plainCode } from './verify-certificate.ts';
import { isSeenBy } from './whose-certificate.ts';

export interface CertificateFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}
type Rendering = Pick<Config, 'root'>;

/** All certificates of a programme that hold and that the desk may see, as one PDF to be printed. Needs `programs.manage` at its library. Refuses `certificates.not_found`. */
export async function programCertificatesPdf(
  ctx: Ctx,
  config: Rendering,
  programId: number,
  origin: string,
): Promise<CertificateFile> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  const issued = await selectOfProgram(ctx.db, programId);
  const holding = issued.filter((one) => one.revokedAt === null && isSeenBy(ctx, one));
  return render(ctx, config, holding, origin);
}

/**
 * One certificate, for whoever it belongs to and for staff who issue them; one whose name stands on the paper alone is with the module that had it
 * issued. Refuses `certificates.not_found`.
 */
export async function certificatePdf(
  ctx: Ctx,
  config: Rendering,
  code: string,
  origin: string,
): Promise<CertificateFile> {
  const found = await findCertificate(ctx.db, plainCode(code));
  const { actor } = ctx;
  const own =
    (actor.kind === 'member' && found?.memberId === actor.id) ||
    (actor.kind === 'account' && found?.accountId === actor.id);
  if (!found || (actor.kind === 'member' && !own)) throw certificateErrors.notFound();
  if (!own) authorize(ctx, 'programs.manage', found.libraryId);
  if (!own && (found.content.isNameless || !isSeenBy(ctx, found))) throw certificateErrors.notFound();
  return render(ctx, config, [found], origin);
}

/** The certificate of a guest, for whoever has the ticket. Refuses `certificates.not_found`. */
export async function ticketCertificatePdf(
  ctx: Pick<Ctx, 'db'>,
  config: Rendering,
  ticket: string,
  origin: string,
): Promise<CertificateFile> {
  const found = await selectOfTicket(ctx.db, ticket);
  return render(ctx, config, found ? [found] : [], origin);
}

/** The certificate of a speaker, for whoever has the link of their page. Refuses `certificates.not_found`, `programs.speaker_not_found`. */
export async function speakerCertificatePdf(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  config: Rendering,
  link: SpeakerLink,
  origin: string,
): Promise<CertificateFile> {
  const { speaker } = await viewSpeakerPage(ctx, link);
  const found = await selectOfSpeaker(ctx.db, speaker.id);
  return render(ctx, config, found ? [found] : [], origin);
}

/**
 * A certificate for whoever it belongs to, as the module knows that had it issued; the caller has checked who asks. Refuses `certificates.not_found`.
 */
export async function servedCertificatePdf(
  ctx: Pick<Ctx, 'db'>,
  config: Rendering,
  code: string,
  origin: string,
): Promise<CertificateFile> {
  const found = await findCertificate(ctx.db, plainCode(code));
  return render(ctx, config, found && 'served' in found.basis ? [found] : [], origin);
}

async function render(
  ctx: Pick<Ctx, 'db'>,
  config: Rendering,
  rows: readonly CertificateRow[],
  origin: string,
): Promise<CertificateFile> {
  const [first] = rows;
  if (!first) throw certificateErrors.notFound();
  const title = rows.length === 1 ? `Sertifikat ${first.number}` : `Sertifikat ${first.content.program}`;
  const data = { title, certificates: rows.map((row) => pageOf(row, origin)) };
  const paper = await withLogo(ctx.db, data);
  const body = await renderPdf(config, 'modules/community/certificates/templates/certificate.typ', paper, {
    createdAt: first.issuedAt,
    locale: 'id',
  });
  const name = rows.length === 1 ? first.number : `sertifikat-${first.content.program}`;
  return { fileName: `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 80)}.pdf`, body };
}

function pageOf({ number, code, content, basis, revokedAt }: CertificateRow, origin: string) {
  const address = `${origin}/sertifikat/${code}`;
  return {
    head: content.head,
    number,
    name: content.name,
    institution: content.institution,
    ...wordsOf(content, basis),
    signs: content.signatories.map((sign, index) => ({
      ...sign,
      placeDate: index === 0 ? content.placeDate : '\u00a0',
    })),
    materials: content.materials.map((part) => ({
      ...part,
      // lessons of a course have no hours of their own
      jp: 'finished' in basis ? '' : formatNumber(part.jp, 'id'),
    })),
    jp: formatNumber(content.jp, 'id'),
    verify: { address, svg: drawnQr(address) },
    revoked: revokedAt !== null,
    thanks: 'served' in basis ? thanksOf(content, basis, number) : null,
  };
}

/** As what they took part and what they did there, on the front; what was measured, on the back. */
function wordsOf({ role, program, placeAndDays, jp }: CertificateContent, basis: CertificateBasis) {
  const hours = formatNumber(jp, 'id');
  const where = `sebagai ${ROLE_WORDS[role]} ${program}, di ${placeAndDays}`;
  if ('gave' in basis) {
    const given = `${basis.gave.sessions} sesi` + (jp > 0 ? ` selama ${hours} jam pelajaran` : '');
    return { sentence: `${where}, dengan ${given}.`, facts: `Memberikan ${basis.gave.sessions} sesi, ${hours} JP.` };
  }
  if ('finished' in basis)
    return {
      sentence: `telah menyelesaikan kursus ${program}, ${placeAndDays}, selama ${hours} jam pelajaran.`,
      facts: `Menyelesaikan ${basis.finished.lessons} pelajaran, ${hours} JP. Jawaban tidak dicantumkan.`,
    };
  if ('served' in basis) return servedWords({ program, placeAndDays }, basis);
  const { facts } = basis;
  const done = [
    facts.attendance === 100 ? 'hadir penuh' : `hadir ${facts.attendance}%`,
    ...(basis.needsTests && facts.tests > 0 ? ['mengerjakan semua tes'] : []),
    ...(basis.needsPlan ? ['menyerahkan rencana aksi'] : []),
  ];
  const list = done.length === 1 ? done[0] : `${done.slice(0, -1).join(', ')} dan ${done.at(-1)}`;
  return {
    sentence: `${where}, selama ${hours} jam pelajaran, ${list}.`,
    facts: `Hadir ${facts.attendance}% dari ${hours} JP. Nilai tes tidak dicantumkan.`,
  };
}
