import {
  getContribution,
  issueContributionReceipt,
  KIND_WORDS,
  quantityWords,
  receiveContribution,
  restoreContribution,
  RULE_WORDS,
  thankForContribution,
  voidContribution,
} from '#modules/city/partners';
import type { ContributionLetter } from '#modules/city/partners/client';
import { getLibrary } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  CONTRIBUTIONS_PATH,
  contributionRow,
  contributionState,
  valueOf,
} from '#web/features/partners/contributions/contribution-rows.server.ts';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const one = await getContribution(ctx, idOf(params.id));
  const library = await getLibrary(ctx, one.libraryId);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const here = `${CONTRIBUTIONS_PATH}/${one.id}`;
  const row = contributionRow(one, ctx.locale);
  const holds = (letter: ContributionLetter | null): boolean => letter !== null && !letter.isRevoked;
  const paper = (letter: ContributionLetter | null, path: string) =>
    letter && {
      ...{ number: letter.number, isRevoked: letter.isRevoked },
      href: localizeHref(`${here}/${path}`),
    };
  const clipped = (day: string): string => (day > today ? today : day);
  const isTied = one.donationId !== null || one.sessionId !== null;
  return {
    ...{ row, look: contributionState(one.state), state: one.state, version: one.version },
    partner: { name: row.partner, href: localizeHref(`/staf/mitra/${one.partnerId}`), isForgotten: one.partner === '' },
    lines: [
      { label: m.contributions_field_kind(), text: KIND_WORDS[one.kind]() },
      { label: m.contributions_field_days(), text: row.days },
      { label: m.contributions_field_quantity(), text: quantityWords(one, ctx.locale) },
      {
        label: m.contributions_field_value(),
        text: [valueOf(one), one.value === null ? '' : RULE_WORDS[one.valuedBy](), one.valueBasis]
          .filter(Boolean)
          .join(' · '),
      },
      { label: m.contributions_became(), text: row.became },
      { label: m.contributions_field_speaker(), text: one.speaker ?? '' },
      { label: m.contributions_field_library(), text: library.name },
      { label: m.contributions_field_evidence(), text: one.evidence },
      { label: m.contributions_field_what_en(), text: one.whatEn },
      {
        label: m.contributions_received_by(),
        text: one.receivedAt
          ? `${one.receivedBy}, ${formatDate(localDate(one.receivedAt, library.timeZone), ctx.locale, 'medium')}`
          : '',
      },
      { label: m.contributions_created_by(), text: one.createdBy },
      { label: m.contributions_void_reason(), text: one.voidReason },
    ].filter(({ text }) => text !== ''),
    gift:
      one.donationId !== null && can(ctx.actor, 'donations.manage', one.libraryId)
        ? { number: one.donationNumber ?? '', href: localizeHref(`/staf/hibah/${one.donationId}`) }
        : null,
    isThanked: one.thankedBy !== null,
    thanksAtGift: one.thanksAtGift && !holds(one.thanks),
    receipt: paper(one.receipt, 'tanda-terima'),
    thanks: paper(one.thanks, 'terima-kasih'),
    hasReceipt: holds(one.receipt),
    hasLetter: holds(one.receipt) || holds(one.thanks),
    canRevoke: can(ctx.actor, 'letters.issue', one.libraryId),
    lettersHref: localizeHref('/staf/surat'),
    // days of what is known already are read there
    days: isTied ? null : { fromOn: clipped(one.fromOn), untilOn: clipped(one.untilOn) },
    editHref: localizeHref(`${here}/ubah`),
    allHref: localizeHref(CONTRIBUTIONS_PATH),
  };
};

export const actions: Actions = {
  receive: formAction({ form: 'receive' }, async ({ ctx, params, values }) => {
    await receiveContribution(ctx, idOf(params.id), {
      version: versionIn(values),
      fromOn: dayOrNull(values, 'fromOn'),
      untilOn: dayOrNull(values, 'untilOn'),
    });
    return m.contributions_receive_done();
  }),
  void: formAction({ form: 'void' }, async ({ ctx, params, values }) => {
    await voidContribution(ctx, idOf(params.id), { version: versionIn(values), reason: values.reason ?? '' });
    return m.contributions_void_done();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restoreContribution(ctx, idOf(params.id), versionIn(values));
    return m.contributions_restored();
  }),
  receipt: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await issueContributionReceipt(ctx, { id: idOf(params.id), version: versionIn(values) });
    return m.contributions_receipt_done();
  }),
  thank: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await thankForContribution(ctx, { id: idOf(params.id), version: versionIn(values) });
    return m.contributions_thanks_done();
  }),
};
