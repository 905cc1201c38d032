import type { z } from 'zod';
import { attendanceOf, attendanceShares, enrolmentsOf, getProgram, listSessions } from '#modules/community/programs';
import type { QuestionKind } from '#modules/community/programs/client';
import { contactMembers, seesContact } from '#modules/people/members';
import { authorize, HIDDEN } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { tableFile } from '#platform/papers/table-file';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import type { participantsTableAsked } from './ask-participants-table.ts';
import { certificationOf, type Candidate } from './list-candidates.ts';

/**
 * Everybody who enrolled in a programme, by name, with how they are reached, what they answered, their guardian, the sessions they were at and
 * what stands on paper of them. How a member is reached only for whoever sees it elsewhere (decision 119); of members whom the desk does not
 * serve nothing but that there is one. Needs `programs.manage` at its library. Refuses `programs.not_found`.
 */
export async function exportParticipants(
  ctx: Ctx,
  { programId, format }: z.output<typeof participantsTableAsked>,
): Promise<HeavyFile> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  const { locale } = ctx;
  const said = { locale };
  const [rows, sessions, shares, { candidates }] = [
    await enrolmentsOf(ctx, programId),
    await listSessions(ctx, programId),
    await attendanceShares(ctx, programId),
    await certificationOf(ctx, program),
  ];
  const seen = rows.filter(({ name }) => name !== HIDDEN);
  const contacts = await contactMembers(
    ctx.db,
    seen.flatMap(({ memberId }) => memberId ?? []),
  );
  const came: Map<number, Date>[] = [];
  for (const { id } of sessions) {
    const listed = (await attendanceOf(ctx, id)).rows;
    came.push(new Map(listed.flatMap((row) => (row.cameAt ? [[row.enrolmentId, row.cameAt]] : []))));
  }
  const at = (instant: Date | null): string =>
    instant === null ? '' : formatInstant(instant, program.library.timeZone, locale, 'medium');
  const head = [
    m.participants_col_name({}, said),
    m.participants_col_number({}, said),
    m.participants_col_status({}, said),
    m.participants_col_people({}, said),
    m.participants_col_library({}, said),
    m.participants_col_institution({}, said),
    m.participants_col_contact({}, said),
    m.participants_col_guardian({}, said),
    m.participants_col_consent({}, said),
    m.participants_col_placed({}, said),
    ...program.form.map(({ label }) => label),
    ...sessions.map(({ title, startsAt }) => `${title} (${at(startsAt)})`),
    m.participants_col_share({}, said),
    m.participants_col_certificate({}, said),
  ];
  const lines = rows.map((row) => {
    const hidden = row.name === HIDDEN;
    const member = row.memberId === null ? undefined : contacts.get(row.memberId);
    const reached =
      member && seesContact(ctx.actor, member.homeLibraryId)
        ? [member.phone, member.email].filter(Boolean).join(', ')
        : row.contact;
    return [
      row.name,
      row.memberNumber ?? '',
      STATUS[row.status]({}, said),
      row.people,
      row.libraryName ?? '',
      row.institution,
      hidden ? '' : reached,
      hidden ? '' : row.guardianName,
      hidden ? '' : at(row.guardianConsentAt),
      at(row.placedAt),
      ...program.form.map(({ id, kind }) => (hidden ? '' : answerOf(kind, row.answers[id] ?? ''))),
      ...came.map((listed) => at(listed.get(row.id) ?? null)),
      shares.has(row.id) ? `${Math.round((shares.get(row.id) ?? 0) * 100)}%` : '',
      certificateOf(candidates.find(({ enrolmentId }) => enrolmentId === row.id)),
    ];
  });
  return tableFile(`peserta-${program.slug}`, format, [head, ...lines]);

  function answerOf(kind: QuestionKind, value: string): string {
    if (kind !== 'yes_no') return value;
    if (value === 'yes') return m.programs_yes({}, said);
    return value === 'no' ? m.programs_no({}, said) : value;
  }

  function certificateOf(candidate: Candidate | undefined): string {
    if (candidate?.certificate) return candidate.certificate.number;
    return candidate?.withdrawn ? m.certificate_withdrawn({}, said) : '';
  }
}

const STATUS = {
  requested: m.programs_status_requested,
  confirmed: m.programs_status_confirmed,
  waitlisted: m.programs_status_waitlisted,
  offered: m.programs_status_offered,
  expired: m.programs_status_expired,
  cancelled: m.programs_status_cancelled,
  declined: m.programs_status_declined,
};
