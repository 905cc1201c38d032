import { listLinkChoices, listLinks, saveLinks, type ChosenLink, type LinkInput } from '#modules/city/site';
import { LINK_PLACES, MOST_LINKS, type LinkPlace } from '#modules/city/site/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { choiceIn, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { LinkList } from './link-list.ts';
import { movedRow, saveChanged, withoutRow, withRow } from './list-acts.server.ts';

type Values = Record<string, string>;
type Target = NonNullable<ChosenLink['target']>;

const NAMES = { page: m.site_link_to_page, topic: m.site_link_to_topic, collection: m.site_link_to_collection };
const optionOf = ({ kind, id, title }: Target) => ({ value: `${kind}:${id}`, label: NAMES[kind]({ title }) });

/** The links of places of a library (null: of the network), with what they can lead to. */
export async function linkLists(ctx: Ctx, libraryId: number | null, places: readonly LinkPlace[]): Promise<LinkList[]> {
  const offered = (await listLinkChoices(ctx, libraryId)).map(optionOf);
  const lists: LinkList[] = [];
  for (const place of places) {
    // accounts are elsewhere on the web
    const choices = place === 'accounts' ? [] : offered;
    const { links, version } = await listLinks(ctx, { libraryId, place });
    lists.push({
      ...{ place, version, choices, full: links.length >= MOST_LINKS[place] },
      links: links.map((link) => {
        const { id, label, labelEn, href, target } = link;
        // a page that nobody may know by its title is known by its link
        const to = target && optionOf({ ...target, title: target.title || label });
        const isOurs = (link.pageId ?? link.topicId ?? link.collectionId) !== null;
        const heading = !isOurs && href === '';
        return {
          ...{ id, label, labelEn, href, heading, to: to?.value ?? '' },
          whither: to?.label ?? (heading ? m.site_link_heading() : href),
          gone: isOurs && target === null,
          hidden: target?.href === null,
          // what it leads to stays among them, though nobody sees it now
          kept: to === null || choices.some(({ value }) => value === to.value) ? [] : [to],
        };
      }),
    });
  }
  return lists;
}

const rowOf = ({ target: _, ...link }: ChosenLink): LinkInput => link;

function linkIn(values: Values): LinkInput {
  const to = values.to ?? '';
  const [, kind, number] = /^(page|topic|collection):(\d{1,15})$/.exec(to) ?? [];
  if (to !== '' && kind === undefined) throw platformErrors.invalidInput({}, { to: 'unknown' });
  const led = (of: string): number | null => (kind === of ? Number(number) : null);
  return {
    id: idOrNull(values, 'id'),
    label: values.label ?? '',
    labelEn: values.labelEn ?? '',
    pageId: led('page'),
    topicId: led('topic'),
    collectionId: led('collection'),
    href: values.href ?? '',
  };
}

async function change(
  ctx: Ctx,
  { libraryId, values }: { libraryId: number | null; values: Values },
  changed: (links: LinkInput[]) => LinkInput[],
): Promise<void> {
  const key = { libraryId, place: choiceIn(values, 'place', LINK_PLACES) };
  const rows = (await listLinks(ctx, key)).links.map(rowOf);
  const version = versionIn(values);
  await saveChanged(rows, changed(rows), async (links) => saveLinks(ctx, { ...key, version }, links));
}

/** Adds the link of a form behind the others, or writes it over the one of its number. */
export async function putLink(ctx: Ctx, libraryId: number | null, values: Values): Promise<string> {
  const link = linkIn(values);
  await change(ctx, { libraryId, values }, (links) => withRow(links, link));
  return m.site_saved();
}
export async function shiftLink(ctx: Ctx, libraryId: number | null, values: Values): Promise<null> {
  const id = idIn(values);
  await change(ctx, { libraryId, values }, (links) => movedRow(links, id, values.by));
  return null;
}
export async function dropLink(ctx: Ctx, libraryId: number | null, values: Values): Promise<string> {
  const id = idIn(values);
  await change(ctx, { libraryId, values }, (links) => withoutRow(links, id));
  return m.site_row_removed();
}
