import { m } from '#i18n/messages';
import { pictureAddress } from '#modules/collection/catalog';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { foldedKey } from '#shared/text/fold';
import { formatInstant } from '#shared/dates';
import { listPrograms } from './planning/view-programs.ts';

/** So many programmes are looked through for what somebody types, and so many are offered. */
const LOOKED_AT = 200;
const OFFERED = 8;

const ID = /^\d{1,12}$/;

/** A programme by its number, with when and where it is next. */
const program: EmbedKind = {
  kind: 'program',
  name: m.programs_embed,
  async choices(ctx, asked) {
    const { data } = await listPrograms(ctx, { newestFirst: true, limit: LOOKED_AT });
    const words = foldedKey(asked);
    return data
      .filter(({ title }) => foldedKey(title).includes(words))
      .slice(0, OFFERED)
      .map(({ id, title, library }) => ({ ref: String(id), words: `${title} · ${library.name}` }));
  },
  async show(ctx, refs) {
    const ids = refs.filter((ref) => ID.test(ref)).map(Number);
    const { data } = await listPrograms(ctx, { ids, limit: Math.max(1, ids.length) });
    return new Map(
      data.map(({ id, slug, title, startsAt, library, place, state, cover }): [string, EmbedCard] => [
        String(id),
        {
          title,
          href: `/kegiatan/${slug}`,
          lines: [
            startsAt === null ? '' : formatInstant(startsAt, library.timeZone, ctx.locale),
            place === '' ? library.name : place,
          ].filter(Boolean),
          state: state === 'cancelled' ? { kind: 'off', words: m.programs_state_cancelled() } : null,
          picture: cover && pictureAddress(cover.key),
        },
      ]),
    );
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [program];
