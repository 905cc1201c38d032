import { accountFields, channelKinds, type AccountField, type ChannelKind } from '#modules/city/channels/client';
import type { AccountInput } from '#modules/city/channels';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { grantedLibraries } from '#platform/rights/authorize';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { kindName } from './account-words.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const LABELS: Readonly<Record<string, () => string>> = {
  chat: m.channels_field_chat,
  botToken: m.channels_field_botToken,
  token: m.channels_field_token,
  handle: m.channels_field_handle,
  appPassword: m.channels_field_appPassword,
  pageId: m.channels_field_pageId,
  userId: m.channels_field_userId,
  apiKey: m.channels_field_apiKey,
  apiSecret: m.channels_field_apiSecret,
  accessToken: m.channels_field_accessToken,
  accessSecret: m.channels_field_accessSecret,
  bearer: m.channels_field_bearer,
  address: m.channels_field_address,
  key: m.channels_field_key,
  page: m.channels_field_page,
  server: m.channels_field_server,
};
const HINTS: Readonly<Record<string, () => string>> = {
  chat: m.channels_field_chat_hint,
  handle: m.channels_field_handle_hint,
  server: m.channels_field_server_hint,
  address: m.channels_field_server_hint,
};

const partOf = ({ secret }: AccountField): string => (secret ? 'secrets' : 'settings');
const nameOf = (field: AccountField): string => `${partOf(field)}.${field.name}`;

/** The fields of a kind, as its form shows them. @param secretsSet null = of an account that is only being made */
export const fieldViews = (kind: ChannelKind, secretsSet: readonly string[] | null) =>
  accountFields[kind].map((field) => {
    const kept = secretsSet?.includes(field.name) ? m.channels_secret_set() : m.channels_secret_unset();
    return {
      ...{ name: nameOf(field), label: LABELS[field.name]?.() ?? field.name, secret: field.secret, most: field.most },
      hint: field.secret && secretsSet !== null ? kept : (HINTS[field.name]?.() ?? null),
    };
  });

/** What its fields show at first. */
export const fieldValues = (kind: ChannelKind, settings: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    accountFields[kind]
      .filter(({ secret }) => !secret)
      .map((field) => [nameOf(field), settings[field.name] ?? field.preset]),
  );

/** What a form says of an account. */
export function accountIn(kind: ChannelKind, values: Values): AccountInput {
  const saidOf = (part: string): Record<string, string> =>
    Object.fromEntries(
      accountFields[kind]
        .filter((field) => partOf(field) === part)
        .map((field) => [field.name, values[nameOf(field)] ?? '']),
    );
  return {
    name: values.name ?? '',
    enabled: values.enabled === 'on',
    expiresOn: values.expiresOn?.trim() || null,
    settings: saidOf('settings'),
    secrets: saidOf('secrets'),
  };
}

/** The kind that an address or a field names; null = none. */
export const kindAsked = (text: string | null | undefined): ChannelKind | null =>
  channelKinds.find((kind) => kind === text) ?? null;
export const kindOptions = () => channelKinds.map((value) => ({ value, label: kindName(value) }));

/** Whose accounts somebody may connect: the network's where they may everywhere, and those of their libraries. */
export async function ownerOptions(ctx: Ctx) {
  const granted = grantedLibraries(ctx.actor, 'channels.manage');
  const libraries = (await listLibraries(ctx, { active: true })).filter(
    ({ id }) => granted === 'all' || granted.includes(id),
  );
  const own = libraries.map(({ id, name }) => ({ value: String(id), label: name }));
  return granted === 'all' ? [{ value: '', label: m.channels_whole_network() }, ...own] : own;
}

/** A refusal without the secrets that were typed. */
export const withoutTyped = (refusal: FormRefusal): FormRefusal => ({
  ...refusal,
  values: Object.fromEntries(Object.entries(refusal.values).filter(([name]) => !name.startsWith('secrets.'))),
});
