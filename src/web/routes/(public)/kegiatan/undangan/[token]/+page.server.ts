import {
  answerInvitation,
  correctSpeakerName,
  forgetSpeakerAddress,
  viewSpeakerPage,
  type SpeakerLink,
} from '#modules/community/programs';
import { speakerCertificate } from '#modules/community/certificates';
import { speakerResults } from '#modules/community/questionnaires';
import { isPublic, SPEAKER_ANSWERS } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formatNumber } from '#shared/money';
import { speakerResultsView } from '#web/features/questionnaires/parts/speaker-results.server.ts';
import { programCard, roleName, sessionLine } from '#web/features/programs/parts/program-words.server.ts';
import { leadOf, ownAnswer } from '#web/features/programs/speakers/speaker-words.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the link of the invitation' };

const linkOf = ({ params, getClientAddress }: Pick<RequestEvent, 'params' | 'getClientAddress'>): SpeakerLink => ({
  token: params.token,
  ip: getClientAddress(),
});
const pathOf = (token: string, more = ''): string => localizeHref(`/kegiatan/undangan/${token}`) + more;

/** What a speaker is asked, and what they answered; for whoever has the link. */
export const load: PageServerLoad = async (event) => {
  const { ctx } = event.locals;
  const page = await viewSpeakerPage(ctx, linkOf(event));
  event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const { speaker, program, own, sessions, jp, contact, open } = page;
  const token = event.params.token;
  const certificate = await speakerCertificate(ctx, page);
  return {
    program: programCard(program, ctx.locale),
    isPublic: isPublic(program.state),
    name: speaker.name,
    office: speaker.title,
    email: speaker.email,
    role: roleName(speaker.role),
    lead: leadOf(page),
    jp: jp > 0 ? m.programs_jp({ jp: formatNumber(jp, ctx.locale) }) : '',
    contact,
    open,
    answer: speaker.answer,
    note: speaker.answerNote,
    answered: ownAnswer(page, ctx.locale),
    results: speakerResultsView(await speakerResults(ctx, page), ctx.locale),
    certificate: certificate && {
      number: certificate.number,
      href: pathOf(token, '/sertifikat'),
      checkHref: localizeHref(`/sertifikat/${certificate.code}`),
    },
    sessions: own.map((session) => sessionLine(session, program.library.timeZone, ctx.locale)),
    calendarHref: own.length > 0 ? pathOf(token, '/kalender.ics') : null,
    letterHref: sessions.length > 0 ? pathOf(token, '/surat') : null,
  };
};

export const actions: Actions = {
  answer: formAction({ form: 'answer' }, async ({ ctx, event, values: { answer, note = '' } }) => {
    const said = SPEAKER_ANSWERS.find((one) => one === answer);
    if (!said) throw platformErrors.invalidInput({}, { answer: 'required' });
    await answerInvitation(ctx, linkOf(event), { answer: said, note });
    return said === 'accepted' ? m.programs_invitation_yes_said() : m.programs_invitation_no_said();
  }),
  name: formAction({ form: 'name' }, async ({ ctx, event, values: { name = '', title = '' } }) => {
    await correctSpeakerName(ctx, linkOf(event), { name, title });
    return done(m.programs_invitation_name_said(), '#nama');
  }),
  forget: formAction({ form: 'forget' }, async ({ ctx, event }) => {
    await forgetSpeakerAddress(ctx, linkOf(event));
    return m.programs_invitation_forgot_said();
  }),
};
