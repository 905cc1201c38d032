import { LINK_KINDS, type LinkKind, type ShortLink } from '#modules/stock/links/client';
import type { LinkTarget } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const NAMES: Record<LinkKind, () => string> = {
  item: () => m.links_kind_item(),
  bib: () => m.links_kind_bib(),
  space: () => m.links_kind_space(),
  box: () => m.links_kind_box(),
  library: () => m.links_kind_library(),
  poster: () => m.links_kind_poster(),
  address: () => m.links_kind_address(),
};

export const kindOptions = (): { value: string; label: string }[] =>
  LINK_KINDS.map((kind) => ({ value: kind, label: NAMES[kind]() }));

/** What a form says about where a link leads. */
export function targetOf(values: Record<string, string>): LinkTarget {
  const kind = LINK_KINDS.find((one) => one === values.kind);
  if (!kind) throw platformErrors.invalidInput({}, { kind: 'unknown' });
  return { kind, target: values.target ?? '' };
}

/** A short link as lists and its own page show it. */
export function linkView(link: ShortLink, { locale }: Pick<Ctx, 'locale'>, origin: string) {
  return {
    code: link.code,
    address: `${origin}/q/${link.code}`,
    href: localizeHref(`/staf/tautan/${link.code}`),
    kind: link.kind,
    kindName: NAMES[link.kind](),
    label: link.label,
    place: link.place,
    library: link.library.name,
    leadsTo: link.leadsTo,
    retired: link.retiredAt !== null,
    hits: link.hits.toLocaleString(locale),
  };
}
