import {
  attendanceShares,
  cancelEnrolment,
  decideEnrolment,
  enrol,
  enrolmentsOf,
  getProgram,
  guestsToCall,
  noteCalled,
  unreachedParticipants,
} from '#modules/community/programs';
import { isOver } from '#modules/community/programs/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can, HIDDEN } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { callLine } from '#web/features/notifications/parts/call-line.server.ts';
import { answerInWords } from '#web/features/programs/form-builder.server.ts';
import { expectsChildren, guardianOf } from '#web/features/programs/enrol-form.server.ts';
import { statusOf } from '#web/features/programs/parts/program-words.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['programs.manage', 'programs.attendance'] },
  actions: {
    told: { may: 'programs.manage' },
    decide: { may: 'programs.manage' },
    cancel: { may: 'programs.manage' },
  },
};

const ENDED = ['expired', 'cancelled', 'declined'] as const;

/** Who takes part, asks, waits, and has gone. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  const [rows, shares, libraries] = await Promise.all([
    enrolmentsOf(ctx, program.id),
    attendanceShares(ctx, program.id),
    listLibraries(ctx, { active: true }),
  ]);
  const zone = program.library.timeZone;
  const begun = program.startsAt !== null && program.startsAt <= ctx.clock.now();
  const lines = rows.map((row) => ({
    id: row.id,
    name: row.name,
    number: row.memberNumber,
    contact: row.contact,
    from: [row.libraryName, row.institution].filter(Boolean).join(', '),
    people: row.people,
    status: row.status,
    state: statusOf(row.status),
    position: row.position,
    queueNo: row.queueNo ?? 0,
    guardian: row.guardianName,
    offerUntil: row.offerEndsAt && formatInstant(row.offerEndsAt, zone, ctx.locale, 'medium'),
    placed: formatInstant(row.placedAt, zone, ctx.locale, 'medium'),
    answers: program.form.flatMap(({ id, label, kind }) => {
      const answer = row.answers[id];
      return answer ? [`${label}: ${kind === 'yes_no' ? answerInWords(answer) : answer}`] : [];
    }),
    share: begun && shares.has(row.id) ? `${Math.round((shares.get(row.id) ?? 0) * 100)} %` : '',
    // the page of a ticket says the name
    ticketHref: row.name === HIDDEN ? null : localizeHref(`/kegiatan/tiket/${row.ticket}`),
  }));
  const of = (...statuses: string[]) => lines.filter((line) => statuses.includes(line.status));
  const mayManage = can(ctx.actor, 'programs.manage', program.library.id);
  const live = !isOver(program.state);
  const calls = mayManage ? await guestsToCall(ctx, services, program.id) : [];
  const unreached = mayManage && live ? await unreachedParticipants(ctx, services, program.id) : [];
  return {
    title: program.title,
    back: localizeHref(staffProgramPath(program.id)),
    tableHref: {
      xlsx: localizeHref(staffProgramPath(program.id, '/peserta/unduh/xlsx')),
      csv: localizeHref(staffProgramPath(program.id, '/peserta/unduh/csv')),
    },
    mayManage,
    calls: calls.map((call) => callLine(call, zone, ctx.locale)),
    unreached: unreached.map(({ id, name, memberNumber, ticket }) => ({
      id,
      name,
      number: memberNumber,
      href: ticket && localizeHref(`/kegiatan/tiket/${ticket}`),
    })),
    requested: of('requested'),
    confirmed: of('confirmed'),
    queue: of('offered', 'waitlisted').toSorted((a, b) => a.queueNo - b.queueNo),
    ended: of(...ENDED),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    children: expectsChildren(program.audience),
    open: program.state === 'published' || program.state === 'running',
  };
};

export const actions: Actions = {
  told: formAction({ form: 'told' }, async ({ ctx, params, values }) => {
    await noteCalled(ctx, idOf(params.id), idIn(values));
    return done(m.programs_call_said(), '#kabari');
  }),
  decide: formAction({ form: 'decide' }, async ({ ctx, values }) => {
    await decideEnrolment(ctx, idIn(values), values.yes === '1');
    return values.yes === '1' ? m.programs_approved_said() : m.programs_declined_said();
  }),
  cancel: formAction({ form: 'cancel' }, async ({ ctx, values }) => {
    await cancelEnrolment(ctx, { id: idIn(values) });
    return m.programs_cancelled_staff_said();
  }),
  enrol: formAction({ form: 'enrol' }, async ({ ctx, params, values }) => {
    const { memberNumber = '', name, contact, institution, people } = values;
    const made = await enrol(ctx, {
      programId: idOf(params.id),
      ...(memberNumber.trim() === '' ? { name, contact, ...guardianOf(values) } : { memberNumber }),
      institution,
      libraryId: idOrNull(values, 'libraryId'),
      ...(people && { people }),
    });
    return m.programs_enrolled_said({ name: made.name, state: statusOf(made.status).text });
  }),
};
