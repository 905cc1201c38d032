import { archiveAccount, changeAccount, getAccount, restoreAccount, tryAccount } from '#modules/city/channels';
import { limitsOf } from '#modules/city/channels/client';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { accountIn, fieldValues, fieldViews, withoutTyped } from '#web/features/channels/account-form.server.ts';
import {
  ACCOUNTS,
  kindHelp,
  kindName,
  limitLines,
  outcomeSentence,
  standing,
} from '#web/features/channels/account-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'channels.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const account = await getAccount(ctx, idOf(params.id));
  const { id, kind, name, libraryId, expiresOn, enabled, archived, version, settings, secretsSet, ready } = account;
  const { byHand } = limitsOf[kind];
  const zone = await networkZone(ctx.db);
  const library = libraryId === null ? m.channels_whole_network() : (await getLibrary(ctx, libraryId)).name;
  const state = standing(account, localDate(ctx.clock.now(), zone));
  const when = (instant: Date) => formatInstant(instant, zone, ctx.locale);
  const { triedAt, seenAs } = account;
  const page = settings.page ?? '';
  return {
    ...{ id, name, version, archived, enabled, byHand, state },
    about: `${kindName(kind)} · ${library}`,
    made: m.channels_made_by({ name: account.createdBy, when: when(account.createdAt) }),
    help: kindHelp(kind),
    limits: limitLines(kind, ctx.locale),
    ended: ready === 'expired',
    soon: state.soon && expiresOn !== null ? formatDate(expiresOn, ctx.locale, 'long') : null,
    canTry: !byHand && ready !== 'incomplete',
    page: page === '' ? null : page,
    tried: triedAt === null ? m.channels_tried_never() : m.channels_tried_at({ when: when(triedAt), name: seenAs }),
    fields: fieldViews(kind, secretsSet),
    values: { ...fieldValues(kind, settings), name, expiresOn: expiresOn ?? '' },
  };
};

export const actions: Actions = {
  save: formAction(
    { refused: (refusal) => ({ ...withoutTyped(refusal), form: 'save' }) },
    async ({ ctx, services, params, values }) => {
      const id = idOf(params.id);
      const { kind } = await getAccount(ctx, id);
      await changeAccount(ctx, services, id, { ...accountIn(kind, values), version: versionIn(values) });
      return m.channels_saved_said();
    },
  ),
  try: formAction({ form: 'try' }, async ({ ctx, services, params }) => {
    const trial = await tryAccount(ctx, services, idOf(params.id));
    return trial.state === 'reached'
      ? { tried: { good: true, says: m.channels_tried_ok({ name: trial.seenAs }), detail: '' } }
      : { tried: { good: false, says: outcomeSentence(trial.code), detail: trial.detail } };
  }),
  archive: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await archiveAccount(ctx, idOf(params.id), versionIn(values));
    return done(m.channels_archived_said(), ACCOUNTS);
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restoreAccount(ctx, idOf(params.id), versionIn(values));
    return m.channels_restored_said();
  }),
};
