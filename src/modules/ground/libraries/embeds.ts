import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { foldedKey } from '#shared/text/fold';
import { formatMinute, localDate } from '#shared/dates';
import type { Library } from './client.ts';
import { listLibraries } from './get-library.ts';
import { calendarsOf } from './opening/calendar-of.ts';
import { intervalsOn } from './rules/opening.ts';

const OFFERED = 8;

/** A library by its code, with where it is and its hours of today: closures and other hours flow in by themselves. */
const hours: EmbedKind = {
  kind: 'hours',
  name: m.libraries_embed,
  async choices(ctx, asked) {
    const words = foldedKey(asked);
    return (await listLibraries(ctx, { active: true }))
      .filter(({ name }) => foldedKey(name).includes(words))
      .slice(0, OFFERED)
      .map(({ code, name }) => ({ ref: code, words: name }));
  },
  async show(ctx, refs) {
    const wanted = new Set(refs);
    const libraries = (await listLibraries(ctx, { active: true })).filter(({ code }) => wanted.has(code));
    const now = ctx.clock.now();
    const cards = new Map<string, EmbedCard>();
    for (const { id, code, name, address, timeZone } of libraries) {
      const today = localDate(now, timeZone);
      const calendar = (await calendarsOf(ctx.db, [id], today, today)).get(id);
      const open = calendar ? intervalsOn(calendar, today) : [];
      const said = open.map(
        ({ opens, closes }) => `${formatMinute(opens, ctx.locale)}–${formatMinute(closes, ctx.locale)}`,
      );
      cards.set(code, {
        title: name,
        href: `/perpustakaan/${code.toLowerCase()}`,
        lines: [address ?? ''].filter(Boolean),
        state:
          said.length > 0
            ? { kind: 'on', words: m.libraries_embed_today({ hours: said.join(', ') }) }
            : { kind: 'off', words: m.libraries_embed_closed() },
        picture: null,
      });
    }
    return cards;
  },
};

/** Of all libraries together. */
const ALL = 'semua';

/** Whether it is known where it is. */
const isPlaced = ({ latitude, longitude }: Library): boolean => latitude !== null && longitude !== null;

/** How all libraries are at a glance, or where one is. */
const map: EmbedKind = {
  kind: 'map',
  name: m.libraries_embed_map,
  async choices(ctx, asked) {
    const all = { ref: ALL, words: m.libraries_embed_map_all() };
    const words = foldedKey(asked);
    const placed = (await listLibraries(ctx, { active: true }))
      .filter((library) => isPlaced(library) && foldedKey(library.name).includes(words))
      .map(({ code, name }) => ({ ref: code, words: name }));
    return [...(foldedKey(all.words).includes(words) ? [all] : []), ...placed].slice(0, OFFERED);
  },
  async show(ctx, refs) {
    const libraries = await listLibraries(ctx, { active: true });
    const cards = new Map<string, EmbedCard>();
    if (refs.includes(ALL)) {
      cards.set(ALL, {
        title: m.libraries_embed_map_all(),
        href: '/perpustakaan#peta',
        lines: [m.libraries_embed_map_count({ count: libraries.length })],
        ...{ state: null, picture: null },
      });
    }
    for (const { code, name, address } of libraries.filter(isPlaced)) {
      if (!refs.includes(code)) continue;
      cards.set(code, {
        title: m.libraries_embed_map_one({ library: name }),
        href: `/perpustakaan/${code.toLowerCase()}#letak`,
        lines: [address ?? ''].filter(Boolean),
        ...{ state: null, picture: null },
      });
    }
    return cards;
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [hours, map];
