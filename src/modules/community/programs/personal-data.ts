import { withdrawGuestMessagesTo } from '#modules/people/notifications';
import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { selectEnrolment } from './data/enrolments.queries.ts';
import {
  changeTicket,
  countNamed,
  cutNamed,
  forgetGuardian,
  forgetParticipant,
  selectOfMember,
  selectOpenPrograms,
} from './data/personal-data.queries.ts';
import { lockProgram } from './data/programs.queries.ts';
import { passOnSeats } from './enrolment/pass-on-seats.ts';
import { aboutGuestsOf, withdrawNews } from './enrolment/tell-participants.ts';
import { newTicket } from './enrolment/ticket.ts';

/** What a member enrolled in and was at. With the person coming enrolments end, their seats go to the queue, and no name stays at past ones. */
export const programsPersonalData: PersonalDataSource = {
  key: 'programs',
  async exportOf(db, memberId) {
    const rows = await selectOfMember(db, memberId);
    return rows.map(({ form, answers, ...row }) => ({
      ...row,
      answers: form.flatMap(({ id, label }) => (answers[id] === undefined ? [] : `${label}: ${answers[id]}`)),
    }));
  },
  hindrances: async () => Promise.resolve([]),
  async lockFirst(trx, memberId) {
    for (const id of await selectOpenPrograms(trx, memberId)) await lockProgram(trx, id);
  },
  async erase(trx, ctx, memberId) {
    const programIds = await selectOpenPrograms(trx, memberId);
    for (const id of programIds) await lockProgram(trx, id);
    const ended = await forgetParticipant(trx, { memberId }, ctx.clock.now());
    for (const id of ended) await withdrawNews(trx, ctx, id);
    await forgetGuardian(trx, memberId);
    for (const id of programIds) await passOnSeats(trx, ctx, id);
  },
  async eraseGuest(trx, ctx, enrolmentId) {
    const guest = await selectEnrolment(trx, enrolmentId);
    await forgetParticipant(trx, { enrolmentId }, ctx.clock.now());
    if (guest && guest.contact !== '') {
      await withdrawGuestMessagesTo(trx, ctx, { about: aboutGuestsOf(guest.programId), to: guest.contact });
    }
    await withdrawNews(trx, ctx, enrolmentId);
    await changeTicket(trx, enrolmentId, newTicket());
  },
};

/** Who took part is forgotten some time after the last session; how many came, and from which library, stays. */
export const programLinkRetention: RetentionClass = {
  key: 'program_links',
  due: async ({ db }, before) => ({ count: await countNamed(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await cutNamed(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [programsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [programLinkRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'program_copy program_reading program_session_speaker program_first_loan',
    because: 'copies, titles, hours and sums of a programme',
  },
  {
    table: 'program',
    unnamed: 'title summary description goals outcomes',
    none: 'kind series slug audience language place funding partners tpbis_strategy theme form state cancel_reason cover_key cover_alt',
    rest: 'none',
  },
  { table: 'program_session', unnamed: 'title', none: 'format room materials', rest: 'none' },
  { table: 'program_attendance', of: 'enrolment_id', unnamed: 'recorded_by', none: 'way nonce', rest: 'none' },
  {
    table: 'program_enrolment',
    of: 'member_id',
    cut: 'member_id placed_by_member_id',
    blanked: 'name contact answers guardian_name guardian_consent_at',
    none: 'status',
    kept: {
      'came_by with_card':
        'by which poster so many came, and what they did then: figures of a seat that says nobody’s name',
      'institution people language library_id': 'from where so many came: figures of a seat that says nobody’s name',
      ticket: 'the number of a seat that says nobody’s name',
    },
    rest: 'none',
  },
  {
    table: 'program_speaker',
    staff: 'answered_by',
    none: 'answer language',
    kept: {
      'name title role': 'who spoke stands on the programme and its papers',
      'email answer_note token': 'how a speaker is reached; it goes after its days (program_links)',
    },
    rest: 'none',
  },
];
