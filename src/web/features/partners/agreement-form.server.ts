import { viewPartner, type AgreementInput } from '#modules/city/partners';
import { AGREEMENT_KINDS } from '#modules/city/partners/client';
import type { Ctx } from '#platform/context';
import { choiceIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import { agreementKinds } from './agreement-words.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** What a form of an agreement says. Throws refusals at the fields of choices. */
export const agreementOf = (values: Values): AgreementInput => ({
  kind: choiceIn(values, 'kind', AGREEMENT_KINDS),
  number: values.number ?? '',
  title: values.title ?? '',
  titleEn: values.titleEn ?? '',
  scope: values.scope ?? '',
  scopeEn: values.scopeEn ?? '',
  fromOn: values.fromOn ?? '',
  untilOn: values.untilOn ?? '',
  ourSigner: values.ourSigner ?? '',
  ourOffice: values.ourOffice ?? '',
  theirSignerId: idOrNull(values, 'theirSignerId'),
});

/** People of a partner who can be chosen, by name. */
export async function peopleChoices(ctx: Ctx, partnerId: number) {
  const { people } = await viewPartner(ctx, partnerId);
  return people
    .filter(({ erased }) => !erased)
    .map(({ id, name, roles }) => ({
      value: id,
      label: [name, roles.find((role) => role.partnerId === partnerId)?.role].filter(Boolean).join(', '),
    }));
}

/** What a form of an agreement can choose from. */
export const agreementChoices = async (ctx: Ctx, partnerId: number) => ({
  kinds: agreementKinds(),
  people: await peopleChoices(ctx, partnerId),
});
