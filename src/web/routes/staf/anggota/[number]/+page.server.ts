import {
  cancelHold,
  claimReturned,
  endMembership,
  markLost,
  replaceCopy,
  reportDamage,
  withdrawClaim,
} from '#modules/lending/circulation';
import { payCharges, waiveCharge } from '#modules/lending/charges';
import { PAYMENT_METHODS } from '#modules/lending/charges/client';
import { getLibrary } from '#modules/ground/libraries';
import {
  addBlock,
  ageFitsCategory,
  askGuardian,
  blockHolds,
  confirmData,
  getCategory,
  getMember,
  helpAtDesk,
  isDataRefreshDue,
  isExpired,
  liftBlock,
  nextCardNumber,
  reinstateMember,
  renewMembership,
  replaceCard,
  reportCardLost,
  resetPin,
  revealNik,
  setMemberPhoto,
  updateMember,
} from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { formatRupiah } from '#shared/money';
import { ageOn, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { memberAtDesk } from '#web/features/circulation/parts/member-at-desk.server.ts';
import { renewAllOf, undoAtDesk } from '#web/features/circulation/desk/desk-acts.server.ts';
import type { DeskAnswer } from '#web/features/circulation/desk/desk-answer.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { holdAtDesk } from '#web/features/circulation/desk/desk-hold.server.ts';
import { renew as renewAtDesk } from '#web/features/circulation/desk/desk-scan.server.ts';
import { deskHelpLine } from '#web/features/members/parts/desk-help.server.ts';
import { categoryLabel, linesOf } from '#web/features/members/parts/member-form.server.ts';
import { choiceIn, idIn, versionIn, rupiahIn, rupiahOrNull, fileIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'members.read' },
  actions: {
    renew: { may: 'members.edit' },
    renewLoan: { may: 'loans.renew' },
    renewAll: { may: 'loans.renew' },
    override: { may: 'loans.override' },
    hold: { may: 'holds.place' },
    cancelHold: { may: 'holds.place' },
    undo: { may: ['loans.renew', 'holds.place'] },
    pay: { may: 'charges.pay' },
    waive: { may: 'charges.waive' },
    note: { may: 'members.edit' },
    lost: { may: 'loans.mark_lost' },
    claimed: { may: 'loans.mark_lost' },
    claimWithdraw: { may: 'loans.mark_lost' },
    damaged: { may: 'loans.mark_lost' },
    replaced: { may: 'loans.mark_lost' },
    block: { may: 'members.block' },
    lift: { may: 'members.block' },
    withdraw: { may: 'members.edit' },
    reinstate: { may: 'members.edit' },
    confirmData: { may: 'members.edit' },
    cardLost: { may: 'members.block' },
    newCard: { may: 'members.edit' },
    pin: { may: 'members.edit' },
    nik: { may: 'members.view_nik' },
    photo: { may: 'members.edit' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const member = await getMember(ctx, params.number);
  const [category, library, desk, help] = await Promise.all([
    getCategory(ctx, member.category),
    getLibrary(ctx, member.homeLibraryId),
    memberAtDesk(ctx, member),
    helpAtDesk(ctx, services.secrets, member.number),
  ]);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const day = (date: string | null) => date && formatDate(date, ctx.locale);
  return {
    member,
    desk,
    help: deskHelpLine(help),
    shown: {
      lines: linesOf(member, ctx.locale),
      category: categoryLabel(category, ctx.locale),
      library: library.name,
      joinedOn: formatDate(member.joinedOn, ctx.locale),
      expiresOn: day(member.expiresOn),
      expired: isExpired(member.expiresOn, today),
      birthDate: day(member.birthDate),
      age: member.birthDate && ageOn(member.birthDate, today),
      asksGuardian: askGuardian(member, today),
      refreshDue: await isDataRefreshDue(ctx, member.number),
      nextCard: nextCardNumber(member.number),
      cardLost: member.blocks.some((block) => block.kind === 'lost_card'),
      outgrown: !ageFitsCategory(member.birthDate, category, today),
      blocks: member.blocks
        .filter((block) => blockHolds(block, today))
        .map((block) => ({
          ...block,
          until: day(block.untilDate),
          since: formatDate(localDate(block.createdAt, member.timeZone), ctx.locale),
        })),
    },
    may: {
      edit: can(ctx.actor, 'members.edit', member.homeLibraryId),
      block: can(ctx.actor, 'members.block', member.homeLibraryId),
      deskHelp: canAnywhere(ctx.actor, 'members.desk_help') && member.kind === 'person' && member.erasedAt === null,
      nik: can(ctx.actor, 'members.view_nik', member.homeLibraryId),
    },
  };
};

const LOANS = ['loans.renew', 'loans.check_out', 'loans.check_in'] as const;
const HOLDS = ['holds.place'] as const;
const MONEY = ['charges.pay', 'charges.waive'] as const;
/** Said where the member is, with the step that takes it back. */
const said = (answer: DeskAnswer) => ({ answer, message: '', fields: {}, values: {} });

export const actions: Actions = {
  renewLoan: deskAction({ needs: LOANS }, async ({ ctx, values }) =>
    said(await renewAtDesk(ctx, idIn(values, 'loanId'))),
  ),
  renewAll: deskAction({ needs: LOANS }, async ({ ctx, params }) => said(await renewAllOf(ctx, params.number))),
  override: deskAction({ needs: LOANS }, async ({ ctx, values }) =>
    said(await renewAtDesk(ctx, idIn(values, 'loanId'), { reason: values.reason ?? '' })),
  ),
  hold: deskAction({ needs: HOLDS }, async ({ ctx, params, values }) =>
    said(await holdAtDesk(ctx, params.number, values)),
  ),
  cancelHold: formAction(async ({ ctx, values }) => {
    await cancelHold(ctx, idIn(values, 'holdId'));
    return m.hold_cancelled();
  }),
  undo: deskAction({ needs: [...LOANS, ...HOLDS] }, async ({ ctx, values }) => said(await undoAtDesk(ctx, values))),
  pay: deskAction({ form: 'pay', needs: MONEY }, async ({ ctx, params, values }) => {
    const { id, amount } = await payCharges(ctx, params.number, {
      amount: rupiahIn(values, 'amount'),
      method: choiceIn(values, 'method', PAYMENT_METHODS),
      reference: values.reference ?? '',
      clientKey: values.key ?? null,
    });
    return done(m.charges_paid_said({ amount: formatRupiah(amount) }), `/staf/kas/kuitansi/${id}`);
  }),
  waive: deskAction({ form: 'waive', needs: MONEY }, async ({ ctx, values }) => {
    await waiveCharge(ctx, idIn(values, 'chargeId'), { reason: values.reason ?? '' });
    return m.charges_waived_said();
  }),
  note: formAction({ form: 'note' }, async ({ ctx, params, values }) => {
    await updateMember(ctx, params.number, versionIn(values), { notes: values.notes?.trim() ? values.notes : null });
    return m.member_desk_note_kept();
  }),
  renew: formAction(async ({ ctx, params, values }) => {
    await renewMembership(ctx, params.number, versionIn(values));
    return m.members_renewed();
  }),
  lost: formAction(async ({ ctx, values }) => {
    await markLost(ctx, { loanId: idIn(values, 'loanId'), charge: rupiahOrNull(values, 'charge') });
    return m.loans_lost_said();
  }),
  claimed: formAction(async ({ ctx, values }) => {
    await claimReturned(ctx, { loanId: idIn(values, 'loanId'), note: values.note ?? null });
    return m.loans_claimed_said();
  }),
  claimWithdraw: formAction(async ({ ctx, values }) => {
    await withdrawClaim(ctx, idIn(values, 'loanId'));
    return m.loans_claim_withdrawn();
  }),
  damaged: formAction(async ({ ctx, values }) => {
    const charge = rupiahOrNull(values, 'charge');
    await reportDamage(ctx, { loanId: idIn(values, 'loanId'), note: values.note ?? '', charge });
    return m.loans_damaged_said();
  }),
  replaced: formAction(async ({ ctx, values }) => {
    await replaceCopy(ctx, { loanId: idIn(values, 'loanId'), barcode: values.barcode ?? null });
    return m.loans_replaced_said();
  }),
  block: formAction(async ({ ctx, params, values }) => {
    await addBlock(ctx, params.number, { reason: values.reason ?? '', untilDate: values.untilDate ?? '' });
    return m.members_blocked();
  }),
  lift: formAction(async ({ ctx, values }) => {
    await liftBlock(ctx, idIn(values, 'blockId'));
    return m.members_block_lifted();
  }),
  withdraw: formAction(async ({ ctx, params, values }) => {
    await endMembership(ctx, {
      memberNumber: params.number,
      version: versionIn(values),
      override: values.reason?.trim() ? { reason: values.reason } : null,
    });
    return m.members_withdrawn_said();
  }),
  reinstate: formAction(async ({ ctx, params, values }) => {
    await reinstateMember(ctx, params.number, versionIn(values));
    return m.members_reinstated();
  }),
  confirmData: formAction(async ({ ctx, params }) => {
    await confirmData(ctx, params.number);
    return m.privacy_refresh_confirmed();
  }),
  cardLost: formAction(async ({ ctx, params }) => {
    await reportCardLost(ctx, params.number);
    return m.privacy_card_reported_by_staff();
  }),
  newCard: formAction(async ({ ctx, params, values }) => {
    const { newNumber = '' } = values;
    const { number } = await replaceCard(ctx, params.number, newNumber ? { number: newNumber } : {});
    return done(m.privacy_card_replaced({ number }), `/staf/anggota/${encodeURIComponent(number)}/kartu`);
  }),
  /** The new PIN is in the answer itself and nowhere else: it is seen once. */
  pin: formAction({ keeps: false }, async ({ ctx, params, event }) => {
    event.setHeaders({ 'cache-control': 'no-store' });
    const { pin, passwordCleared } = await resetPin(ctx, params.number);
    const message = passwordCleared ? m.members_new_pin_password_gone() : '';
    return { pin, message, fields: {}, values: {} };
  }),
  /** Like the PIN: in this answer and nowhere else. */
  nik: formAction({ keeps: false }, async ({ ctx, services, params, event }) => {
    event.setHeaders({ 'cache-control': 'no-store' });
    const { nik } = await revealNik(ctx, services.secrets, params.number);
    return { nik: nik.replace(/(\d{4})(?=\d)/g, '$1 '), message: '', fields: {}, values: {} };
  }),
  photo: formAction({ upload: 'photo', keeps: false }, async ({ ctx, services, params, values, data }) => {
    const removed = values.remove === '1';
    const bytes = removed ? null : new Uint8Array(await fileIn(data, 'photo').arrayBuffer());
    await setMemberPhoto(ctx, services.storage, params.number, bytes);
    return removed ? m.members_photo_removed() : m.members_photo_saved();
  }),
};
