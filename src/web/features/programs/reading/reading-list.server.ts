import { selectBibTitles } from '#modules/collection/catalog';
import { addReading, listReadings } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { personName } from '#web/features/members/parts/person-name.server.ts';
import { matchingTitles } from '#web/features/search/parts/matching-titles.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

/**
 * The reading list of a programme (`sessionId` null) or of one of its sessions, as staff edit it, with the titles of the catalogue that
 * answer what they look for: words of a title, an ISBN, or the number or address of a record.
 */
export async function readingList(
  ctx: Ctx,
  { programId, sessionId, params }: { programId: number; sessionId: number | null; params: URLSearchParams },
) {
  const wanted = (params.get('cari') ?? '').trim();
  const readings = (await listReadings(ctx, programId)).filter((one) => one.sessionId === sessionId);
  const found = wanted === '' ? [] : await matchingTitles(ctx, wanted);
  const ids = [...new Set([...readings.map((one) => one.bibId), ...found])];
  const titles = new Map((await selectBibTitles(ctx.db, ids)).map((one) => [one.id, one]));
  const shown = (bibId: number) => {
    const { title = String(bibId), author = null } = titles.get(bibId) ?? {};
    return { bibId, title, author: author === null ? '' : personName(author), href: localizeHref(`/katalog/${bibId}`) };
  };
  return {
    wanted,
    note: params.get('catatan') ?? '',
    books: readings.map(({ id, bibId, note }) => ({ id, note, ...shown(bibId) })),
    found: found
      .filter((bibId) => titles.has(bibId))
      .map((bibId) => ({ ...shown(bibId), listed: readings.some((one) => one.bibId === bibId) })),
  };
}
export type ReadingListView = Awaited<ReturnType<typeof readingList>>;

/** Puts the chosen title into the list. */
export const addChosen = async (
  ctx: Ctx,
  programId: number,
  { sessionId, values }: { sessionId: number | null; values: Record<string, string> },
): Promise<void> => addReading(ctx, programId, { bibId: idIn(values, 'bibId'), sessionId, note: values.note });
