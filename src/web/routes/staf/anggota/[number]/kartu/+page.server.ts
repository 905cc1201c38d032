import { getSetting, getLibrary, listLibraries } from '#modules/ground/libraries';
import { getCategory, getMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize, can } from '#platform/rights/authorize';
import { qrSvg } from '#platform/papers/qr';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const member = await getMember(ctx, params.number);
  authorize(ctx, 'members.edit', member.homeLibraryId);
  const [category, library, libraries, network] = await Promise.all([
    getCategory(ctx, member.category),
    getLibrary(ctx, member.homeLibraryId),
    listLibraries(ctx, { active: true }),
    getSetting(ctx.db, 'networkName'),
  ]);
  return {
    printHref: can(ctx.actor, 'printing.print', member.homeLibraryId)
      ? localizeHref(`/staf/cetak?jenis=kartu&kode=${encodeURIComponent(member.number)}`)
      : null,
    number: member.number,
    name: member.fullName,
    network,
    library: library.name,
    libraryCount: libraries.length,
    category: categoryLabel(category, ctx.locale),
    expiresOn: member.expiresOn && formatDate(member.expiresOn, ctx.locale),
    // the number of the card and nothing else
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(member.number))}`,
    qrLabel: m.members_card_qr({ number: member.number }),
  };
};
