import { addAccount } from '#modules/city/channels';
import { limitsOf } from '#modules/city/channels/client';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import {
  accountIn,
  fieldValues,
  fieldViews,
  kindAsked,
  kindOptions,
  ownerOptions,
  withoutTyped,
} from '#web/features/channels/account-form.server.ts';
import { ACCOUNTS, kindHelp, kindName } from '#web/features/channels/account-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'channels.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const kind = kindAsked(url.searchParams.get('kanal'));
  const choices = kindOptions();
  if (kind === null) return { choices, chosen: null };
  return {
    choices,
    chosen: {
      ...{ kind, name: kindName(kind), help: kindHelp(kind), byHand: limitsOf[kind].byHand },
      ...{ fields: fieldViews(kind, null), values: fieldValues(kind), owners: await ownerOptions(ctx) },
    },
  };
};

export const actions: Actions = {
  default: formAction({ refused: withoutTyped }, async ({ ctx, services, values, url }) => {
    const kind = kindAsked(url.searchParams.get('kanal'));
    if (kind === null) throw platformErrors.invalidInput({}, { kanal: 'required' });
    const libraryId = idOrNull(values, 'libraryId');
    const id = await addAccount(ctx, services, { ...accountIn(kind, values), kind, libraryId });
    return done(limitsOf[kind].byHand ? m.channels_saved_said() : m.channels_added_said(), `${ACCOUNTS}/${id}`);
  }),
};
