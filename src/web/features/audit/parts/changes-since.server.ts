import { changesSinceLook, RIGHTS_GIVEN } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

/** What changed in how the network is run since this person read it last, with the way to exactly that; null where there is nothing to tell. */
export async function changesSince(ctx: Ctx) {
  const changes = await changesSinceLook(ctx);
  if (!changes) return null;
  const until = String(changes.until.getTime());
  const span = { sejak: String(changes.since.getTime()), hingga: until };
  const ofRights = { name: m.audit_since_rights(), asks: { tindakan: RIGHTS_GIVEN } };
  const ofKind = (entity: string) => ({
    name: sentenceOf('audit_entity', entity, {}, ctx.locale) ?? entity,
    asks: { jenis: entity },
  });
  const when = formatInstant(changes.since, await zoneOf(ctx), ctx.locale, 'medium');
  return {
    since: changes.looked ? m.audit_since({ when }) : m.audit_since_month(),
    until,
    kinds: changes.kinds.map(({ entity, count }) => {
      const { name, asks } = entity === 'account' ? ofRights : ofKind(entity);
      const query = new URLSearchParams({ ...asks, ...span }).toString();
      return { entity, name, count, href: localizeHref(`/staf/jejak?${query}`) };
    }),
  };
}
export type ChangesSince = NonNullable<Awaited<ReturnType<typeof changesSince>>>;
