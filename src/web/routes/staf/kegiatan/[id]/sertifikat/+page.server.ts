import {
  issueCertificates,
  revokeCertificate,
  saveCertificateRule,
  viewCertification,
} from '#modules/community/certificates';
import type { CertificateFacts, CertificateRule, Lack } from '#modules/community/certificates/client';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { roleName } from '#web/features/programs/parts/program-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const SIGNATORIES = 4;
/** What somebody still lacks, with what there is and what is asked. */
const lackWords: Record<Lack, (facts: CertificateFacts, rule: { minAttendance: number }) => string> = {
  attendance: ({ attendance }, { minAttendance }) =>
    m.certificate_lack_attendance({ now: attendance, asked: minAttendance }),
  tests: ({ tests, testsAnswered }) => m.certificate_lack_tests({ left: tests - testsAnswered, all: tests }),
  plan: () => m.certificate_lack_plan(),
};

const planInWords = ({ plan }: CertificateFacts, { needsPlan }: CertificateRule): string => {
  if (plan) return m.certificate_plan_yes();
  return needsPlan ? m.certificate_plan_no() : m.certificate_plan_unasked();
};

/** What the programme asks for a certificate, in one line. */
const askedInWords = (rule: CertificateRule, tests: number): string =>
  [
    m.certificate_asks_attendance({ percent: rule.minAttendance }),
    ...(rule.needsTests && tests > 0 ? [m.certificate_asks_tests({ count: tests })] : []),
    ...(rule.needsPlan ? [m.certificate_asks_plan()] : []),
  ].join(', ');

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { program, rule, candidates, speakers, doubts, revoked, tests, printable } = await viewCertification(
    ctx,
    idOf(params.id),
  );
  const zone = program.library.timeZone;
  const signatories = Array.from(
    { length: SIGNATORIES },
    (_none, i) => rule.signatories[i] ?? { office: '', name: '', details: '' },
  );
  return {
    title: program.title,
    backHref: localizeHref(`/staf/kegiatan/${program.id}`),
    pdfHref: localizeHref(`/staf/kegiatan/${program.id}/sertifikat/pdf`),
    closed: program.state === 'closed' || program.state === 'archived',
    rule: { ...rule, signatories },
    due:
      candidates.filter(({ lacks, certificate, withdrawn }) => lacks.length === 0 && !certificate && !withdrawn)
        .length +
      speakers.filter(({ sessions, certificate, withdrawn }) => sessions.length > 0 && !certificate && !withdrawn)
        .length,
    printable,
    asks: askedInWords(rule, tests),
    speakers: speakers.map(({ speakerId, name, title, role, sessions, jp, certificate, withdrawn }) => ({
      id: speakerId,
      name,
      title,
      role: roleName(role),
      gave: m.certificate_gave({ sessions: sessions.length, jp: formatNumber(jp, ctx.locale) }),
      ready: sessions.length > 0,
      withdrawn,
      certificate: certificate && cardOf(certificate),
    })),
    candidates: candidates.map(({ enrolmentId, name, institution, facts, lacks, certificate, withdrawn }) => ({
      id: enrolmentId,
      name,
      institution,
      attendance: `${facts.attendance}%`,
      tests: facts.tests === 0 ? m.certificate_tests_none() : `${facts.testsAnswered}/${facts.tests}`,
      plan: planInWords(facts, rule),
      lacks: lacks.map((lack) => lackWords[lack](facts, rule)).join(', '),
      withdrawn,
      certificate: certificate && cardOf(certificate),
    })),
    doubts: doubts.map(({ name, certificate, why, attendance, minAttendance }) => ({
      name,
      certificate: cardOf(certificate),
      why:
        why === 'seat'
          ? m.certificate_doubt_seat()
          : m.certificate_doubt_attendance({ now: attendance ?? 0, asked: minAttendance }),
    })),
    revoked: revoked.map(({ number, content, revokedAt, revokedReason }) => ({
      number,
      name: content.name,
      day: revokedAt ? formatDate(localDate(revokedAt, zone), ctx.locale) : '',
      reason: revokedReason ?? '',
    })),
  };
};

/** Of a member whom the desk does not serve there is a number alone. */
const cardOf = ({ number, code }: { number: string; code: string | null }) => ({
  number,
  seen: code === null ? null : { code, href: localizeHref(`/sertifikat/${code}`) },
});

export const actions: Actions = {
  rule: formAction({ form: 'rule' }, async ({ ctx, params, values }) => {
    const signatories = Array.from({ length: SIGNATORIES }, (_none, i) => ({
      office: values[`office${i}`] ?? '',
      name: values[`name${i}`] ?? '',
      details: values[`details${i}`] ?? '',
    })).filter(({ office, name }) => (office + name).trim() !== '');
    await saveCertificateRule(ctx, idOf(params.id), {
      minAttendance: values.minAttendance ?? '',
      needsTests: values.needsTests === 'ya',
      needsPlan: values.needsPlan === 'ya',
      signatories,
    });
    return m.certificate_rule_saved();
  }),
  issue: formAction({ form: 'issue' }, async ({ ctx, params }) =>
    m.certificate_issued_said({ count: await issueCertificates(ctx, idOf(params.id)) }),
  ),
  again: formAction({ form: 'again' }, async ({ ctx, params, values }) => {
    const enrolment = idIn(values, 'enrolmentId');
    const speaker = idIn(values, 'speakerId');
    const chosen = enrolment > 0 ? { enrolmentIds: [enrolment] } : { speakerIds: [speaker] };
    return m.certificate_issued_said({ count: await issueCertificates(ctx, idOf(params.id), chosen) });
  }),
  revoke: formAction({ form: 'revoke' }, async ({ ctx, values }) => {
    await revokeCertificate(ctx, values.code ?? '', { reason: values.reason ?? '' });
    return m.certificate_revoked_said();
  }),
};
