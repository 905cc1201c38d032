import { approveRetention, memberErrors, previewRetention } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.privacy', network: true };

/** The instant of an earlier page, as this page wrote it. */
function instantOf(text: string | null): Date | undefined {
  if (text === null) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw memberErrors.retentionChanged();
  return at;
}

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const before = instantOf(url.searchParams.get('sebelum'));
  const offset = Number(/^\d{1,7}$/.exec(url.searchParams.get('mulai') ?? '')?.[0] ?? 0);
  const seen = await previewRetention(ctx, services.retention, params.kelas, { offset, ...(before && { before }) });
  const self = `/staf/masa-simpan/${params.kelas}?sebelum=${encodeURIComponent(seen.before.toISOString())}`;
  return {
    ...seen,
    before: seen.before.toISOString(),
    name: sentenceOf('privacy_keep', seen.key, {}, ctx.locale) ?? seen.key,
    note: sentenceOf('privacy_keep', `${seen.key}_note`, {}, ctx.locale),
    why: seen.held && sentenceOf('privacy_keep_held', seen.held, { days: seen.days }, ctx.locale),
    members:
      seen.members?.map((one) => ({
        ...one,
        lastActiveOn: formatDate(one.lastActiveOn, ctx.locale),
        expiresOn: one.expiresOn && formatDate(one.expiresOn, ctx.locale),
      })) ?? null,
    next: seen.next === null ? null : localizeHref(`${self}&mulai=${seen.next}`),
  };
};

export const actions: Actions = {
  approve: formAction(async ({ ctx, services, params, values }) => {
    const before = instantOf(values.before ?? '') ?? new Date(0);
    await approveRetention(ctx, services, params.kelas, { before, seen: values.seen ?? '' });
    return done(m.privacy_keep_started(), '/staf/masa-simpan');
  }),
};
