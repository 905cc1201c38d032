import { fail, redirect } from '@sveltejs/kit';
import {
  claimReturned,
  endMembership,
  markLost,
  replaceCopy,
  reportDamage,
  withdrawClaim,
} from '#modules/lending/circulation';
import { getLibrary } from '#modules/ground/libraries';
import {
  addBlock,
  ageFitsCategory,
  askGuardian,
  blockHolds,
  confirmData,
  getCategory,
  getMember,
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
} from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { AppError } from '#platform/errors';
import { ageOn, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { memberLoans } from '#web/features/circulation/desk/member-loans.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { versionOf } from '#web/features/libraries/library-form.server.ts';
import { categoryLabel, linesOf } from '#web/features/members/member-form.server.ts';
import { readUpload } from '#web/kit/form/read-upload.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: { may: 'members.read' },
  actions: {
    renew: { may: 'members.edit' },
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

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const member = await getMember(ctx, params.number);
  const [category, library, loans] = await Promise.all([
    getCategory(ctx, member.category),
    getLibrary(ctx, member.homeLibraryId),
    memberLoans(ctx, member.number),
  ]);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const day = (date: string | null) => date && formatDate(date, ctx.locale);
  return {
    member,
    loans,
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
      nik: can(ctx.actor, 'members.view_nik', member.homeLibraryId),
    },
  };
};

/** Runs one act of the page; a refusal keeps what was typed, a success says so and loads the page anew. */
async function act(
  event: RequestEvent,
  said: () => string,
  work: (values: Record<string, string>) => Promise<unknown>,
) {
  const values = formValues(await event.request.formData());
  try {
    await work(values);
  } catch (error) {
    const refusal = refuseForm(error, event.locals.ctx, values);
    return fail(refusal.status, { ...refusal.data, pin: null, nik: null });
  }
  setFlash(event.cookies, 'ok', said());
  redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(event.params.number)}`));
}

/** Points between thousands are taken out; empty = null. */
const rupiahOf = (text: string | undefined): number | null => (text ? Number(text.replaceAll('.', '')) : null);

export const actions: Actions = {
  renew: async (event) =>
    act(event, m.members_renewed, async (values) =>
      renewMembership(event.locals.ctx, event.params.number, versionOf(values)),
    ),
  lost: async (event) =>
    act(event, m.loans_lost_said, async (values) =>
      markLost(event.locals.ctx, {
        loanId: idIn(values, 'loanId'),
        charge: rupiahOf(values.charge),
      }),
    ),
  claimed: async (event) =>
    act(event, m.loans_claimed_said, async (values) =>
      claimReturned(event.locals.ctx, { loanId: idIn(values, 'loanId'), note: values.note ?? null }),
    ),
  claimWithdraw: async (event) =>
    act(event, m.loans_claim_withdrawn, async (values) => withdrawClaim(event.locals.ctx, idIn(values, 'loanId'))),
  damaged: async (event) =>
    act(event, m.loans_damaged_said, async (values) =>
      reportDamage(event.locals.ctx, {
        loanId: idIn(values, 'loanId'),
        note: values.note ?? '',
        charge: rupiahOf(values.charge),
      }),
    ),
  replaced: async (event) =>
    act(event, m.loans_replaced_said, async (values) =>
      replaceCopy(event.locals.ctx, { loanId: idIn(values, 'loanId'), barcode: values.barcode ?? null }),
    ),
  block: async (event) =>
    act(event, m.members_blocked, async (values) =>
      addBlock(event.locals.ctx, event.params.number, {
        reason: values.reason ?? '',
        untilDate: values.untilDate ?? '',
      }),
    ),
  lift: async (event) =>
    act(event, m.members_block_lifted, async (values) => liftBlock(event.locals.ctx, idIn(values, 'blockId'))),
  withdraw: async (event) =>
    act(event, m.members_withdrawn_said, async (values) =>
      endMembership(event.locals.ctx, {
        memberNumber: event.params.number,
        version: versionOf(values),
        override: values.reason?.trim() ? { reason: values.reason } : null,
      }),
    ),
  reinstate: async (event) =>
    act(event, m.members_reinstated, async (values) =>
      reinstateMember(event.locals.ctx, event.params.number, versionOf(values)),
    ),
  confirmData: async (event) =>
    act(event, m.privacy_refresh_confirmed, async () => confirmData(event.locals.ctx, event.params.number)),
  cardLost: async (event) =>
    act(event, m.privacy_card_reported_by_staff, async () => reportCardLost(event.locals.ctx, event.params.number)),
  newCard: async (event) => {
    const values = formValues(await event.request.formData());
    let number: string;
    try {
      const { newNumber = '' } = values;
      ({ number } = await replaceCard(event.locals.ctx, event.params.number, newNumber ? { number: newNumber } : {}));
    } catch (error) {
      const refusal = refuseForm(error, event.locals.ctx, values);
      return fail(refusal.status, { ...refusal.data, pin: null, nik: null });
    }
    setFlash(event.cookies, 'ok', m.privacy_card_replaced({ number }));
    redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(number)}/kartu`));
  },
  /** The new PIN is in the answer itself and nowhere else: it is seen once. */
  pin: async ({ locals: { ctx }, params, setHeaders }) => {
    setHeaders({ 'cache-control': 'no-store' });
    try {
      const { pin, passwordCleared } = await resetPin(ctx, params.number);
      const message = passwordCleared ? m.members_new_pin_password_gone() : '';
      return { pin, nik: null, message, fields: {}, values: {} };
    } catch (error) {
      const refusal = refuseForm(error, ctx, {});
      return fail(refusal.status, { ...refusal.data, pin: null, nik: null });
    }
  },
  /** Like the PIN: in this answer and nowhere else. */
  nik: async ({ locals: { ctx, services }, params, setHeaders }) => {
    setHeaders({ 'cache-control': 'no-store' });
    try {
      const { nik } = await revealNik(ctx, services.secrets, params.number);
      return { nik: nik.replace(/(\d{4})(?=\d)/g, '$1 '), pin: null, message: '', fields: {}, values: {} };
    } catch (error) {
      const refusal = refuseForm(error, ctx, {});
      return fail(refusal.status, { ...refusal.data, pin: null, nik: null });
    }
  },
  photo: async (event) => {
    const { ctx, services } = event.locals;
    let removed: boolean;
    try {
      const form = await readUpload(event.request, 'photo');
      const file = form.get('photo');
      removed = form.get('remove') === '1';
      if (!removed && !(file instanceof File && file.size > 0)) {
        throw new AppError('platform.invalid_input', 422, {}, { photo: 'required' });
      }
      const bytes = !removed && file instanceof File ? new Uint8Array(await file.arrayBuffer()) : null;
      await setMemberPhoto(ctx, services.storage, event.params.number, bytes);
    } catch (error) {
      const refusal = refuseForm(error, ctx, {});
      return fail(refusal.status, { ...refusal.data, pin: null, nik: null });
    }
    setFlash(event.cookies, 'ok', removed ? m.members_photo_removed() : m.members_photo_saved());
    redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(event.params.number)}`));
  },
};
