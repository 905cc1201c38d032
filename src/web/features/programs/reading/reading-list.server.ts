import { selectBibTitles } from '#modules/collection/catalog';
import { addReading, listReadings } from '#modules/community/programs';
import { search } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { normaliseIsbn } from '#shared/isbn';
import { localizeHref } from '#i18n/runtime';
import { personName } from '#web/features/members/parts/person-name.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

/** So many titles are offered to choose from. */
const OFFERED = 8;

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
  const found = wanted === '' ? [] : await matching(ctx, wanted);
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

async function matching(ctx: Ctx, wanted: string): Promise<number[]> {
  const isbn = normaliseIsbn(wanted);
  if (isbn !== null) {
    const { hits, correctedFrom } = await search(ctx, { q: `isbn:${isbn}`, limit: OFFERED, typing: true });
    return correctedFrom === null ? hits.map((card) => card.id) : [];
  }
  const address = /\/katalog\/(\d{1,9})\/?$/.exec(wanted)?.[1];
  if (address !== undefined) return [Number(address)];
  // half a word is enough, and what staff look for here is no reader's vain search
  const { hits } = await search(ctx, { q: wanted, limit: OFFERED, typing: true });
  const ids = hits.map((card) => card.id);
  // "1984" is a title, and may be the number of a record
  return /^\d{1,9}$/.test(wanted) ? [...new Set([Number(wanted), ...ids])] : ids;
}

/** Puts the chosen title into the list. */
export const addChosen = async (
  ctx: Ctx,
  programId: number,
  { sessionId, values }: { sessionId: number | null; values: Record<string, string> },
): Promise<void> => addReading(ctx, programId, { bibId: idIn(values, 'bibId'), sessionId, note: values.note });
