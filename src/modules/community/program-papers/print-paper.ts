import { withLogo } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import type { Paper } from './client.ts';
import { viewSpeakerPage, type SpeakerLink } from '#modules/community/programs';
import { collect, collectPaper, type Collected, type PaperFile, type PaperServices } from './collect-paper.ts';
import { paperErrors } from './errors.ts';
import { invitationData, speakerLetterData } from './invitation.ts';
import { reportData } from './report.ts';
import { attendanceData, badgesData } from './sheets.ts';
import { torData } from './tor.ts';
import { savedPaper } from './view-paper.ts';

const TEMPLATES: Record<Paper, string> = {
  kak: 'tor',
  undangan: 'invitation',
  'daftar-hadir': 'attendance',
  'tanda-peserta': 'badges',
  laporan: 'report',
};

/**
 * A paper of a programme as PDF, from what is in the books now. Needs `programs.manage` at its library.
 * @param sessionId of the attendance sheet of one session; left out: of all
 * Refuses `programs.not_found`, `program_papers.no_sessions`, `program_papers.nobody`.
 */
export async function paperPdf(
  ctx: Ctx,
  services: PaperServices,
  programId: number,
  { paper, sessionId }: { paper: Paper; sessionId?: number | undefined },
): Promise<PaperFile> {
  const all = await collectPaper(ctx, programId);
  const data = await dataOf(ctx, all, { paper, sessionId, services });
  const template = `modules/community/program-papers/templates/${TEMPLATES[paper]}.typ`;
  const body = await renderPdf(services.config, template, await withLogo(ctx.db, data), {
    createdAt: ctx.clock.now(),
    locale: 'id',
  });
  return { fileName: `${paper}-${all.program.slug}.pdf`, body };
}

/**
 * The invitation of a speaker as a letter, for whoever has the link of their page. Refuses `programs.speaker_not_found`,
 * `program_papers.no_sessions`, `platform.too_many_requests`.
 */
export async function speakerLetterPdf(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { config }: Pick<PaperServices, 'config'>,
  link: SpeakerLink,
): Promise<PaperFile> {
  const page = await viewSpeakerPage(ctx, link);
  const { program, sessions, speaker } = page;
  if (sessions.length === 0) throw paperErrors.noSessions();
  const all = await collect(ctx.db, {
    program,
    paper: await savedPaper(ctx.db, program.id),
    sessions,
    speakers: [speaker],
  });
  const template = 'modules/community/program-papers/templates/invitation.typ';
  const body = await renderPdf(config, template, await withLogo(ctx.db, speakerLetterData(all, page)), {
    createdAt: ctx.clock.now(),
    locale: 'id',
  });
  return { fileName: `undangan-${program.slug}.pdf`, body };
}

function dataOf(
  ctx: Ctx,
  all: Collected,
  { paper, sessionId, services }: { paper: Paper; sessionId: number | undefined; services: PaperServices },
): object | Promise<object> {
  const { origin, storage } = services;
  switch (paper) {
    case 'kak':
      return torData(all);
    case 'undangan':
      if (all.sessions.length === 0) throw paperErrors.noSessions();
      return invitationData(ctx, all, origin);
    case 'daftar-hadir':
      return attendanceData(ctx, all, origin, sessionId);
    case 'tanda-peserta':
      return badgesData(ctx, all);
    case 'laporan':
      return reportData(ctx, all, storage);
  }
}
