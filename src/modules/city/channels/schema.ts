import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { accountFields, NAME_LENGTH, type AccountField } from './rules/account-fields.ts';
import { channelKinds, type ChannelKind } from './rules/limits.ts';

/** Longer than any setting or secret is; what each may be its kind says. */
const ANY_LENGTH = 2000;
const saidBy = z.record(z.string().max(40), z.string().trim().max(ANY_LENGTH));

const shared = {
  name: requiredText(NAME_LENGTH).describe('as staff call it'),
  enabled: z.boolean().describe('whether what is given to it goes out'),
  settings: saidBy.default({}).describe('how it is reached, by the fields of its kind'),
  secrets: saidBy.default({}).describe('what is left out or empty stays; secrets can be written, never read'),
  expiresOn: day.nullable().default(null).describe('last day of its permission, YYYY-MM-DD; null = it has none'),
};

/** An account that is to be made. */
export const newAccountInput = z.object({
  kind: z.enum(channelKinds),
  libraryId: id.nullable().describe('null = of the whole network'),
  ...shared,
});
export type NewAccountInput = z.input<typeof newAccountInput>;

/** What may change about it; its kind and whose it is stay. */
export const accountInput = z.object(shared);
export type AccountInput = z.input<typeof accountInput>;

/** An address of a server or a page, without what only we may know. */
function isAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function fieldSchema({ is, most, shape, preset }: AccountField) {
  const text = z.string().trim().max(most);
  const read =
    is === 'text'
      ? text.refine((value) => value === '' || shape === null || shape.test(value), 'invalid')
      : text.transform((value) => value.replace(/\/+$/, '')).refine((value) => value === '' || isAddress(value), 'url');
  // what is emptied is as it stands by itself
  return read.default('').transform((value) => value || preset);
}

/** The settings of a kind, or its secrets: what is not set is '', unless something stands there by itself. */
export const fieldsSchema = (kind: ChannelKind, secret: boolean) =>
  z.object(
    Object.fromEntries(
      accountFields[kind].filter((field) => field.secret === secret).map((field) => [field.name, fieldSchema(field)]),
    ),
  );
