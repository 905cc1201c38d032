import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { foldedKey } from '#shared/text/fold';
import type { Placement } from './client.ts';
import { selectPlacements } from './data/placements.queries.ts';
import { readVersions } from './data/questionnaires.queries.ts';
import { said } from './rules/content.ts';
import { listPlacements } from './placements/view-placements.ts';

/** So many of those that are open to anyone are looked through for what somebody types, and so many are offered. */
const LOOKED_AT = 200;
const OFFERED = 8;
const ID = /^\d{1,15}$/;

/** Only what anyone may answer by its address, now or until it was closed, stands in writings: others are told by a link of their own. */
const FOR = 'anyone';

const named = ({ questionnaire, program, service, label }: Placement): string =>
  [questionnaire.name, program?.title, service, label].filter(Boolean).join(' · ');

function stateOf({ state, closesAt, library }: Placement, locale: 'id' | 'en'): EmbedCard['state'] {
  if (state === 'closed') return { kind: 'off', words: m.quest_state_closed() };
  if (closesAt === null) return { kind: 'on', words: m.quest_state_open() };
  const day = formatDate(localDate(closesAt, library.timeZone), locale);
  return { kind: 'on', words: m.quest_embed_until({ day }) };
}

/** A questionnaire where anyone may answer it, by the number of its placement: that it is open, or no longer, flows in by itself. */
const questionnaire: EmbedKind = {
  kind: 'questionnaire',
  name: m.quest_embed,
  async choices(ctx, asked) {
    if (!canAnywhere(ctx.actor, 'questionnaires.manage') && !canAnywhere(ctx.actor, 'responses.read')) return [];
    const words = foldedKey(asked);
    const { data } = await listPlacements(ctx, { audience: FOR, open: true, limit: LOOKED_AT });
    return data
      .filter((one) => foldedKey(named(one)).includes(words))
      .slice(0, OFFERED)
      .map((one) => ({ ref: String(one.id), words: `${named(one)} · ${one.library.name}` }));
  },
  async show(ctx, refs) {
    const ids = refs.filter((ref) => ID.test(ref)).map(Number);
    if (ids.length === 0) return new Map();
    const placements = await selectPlacements(ctx.db, { ids, audience: FOR }, ctx.clock.now());
    const begun = placements.filter(({ state }) => state !== 'ahead');
    const versions = await readVersions(
      ctx.db,
      begun.map(({ versionId }) => versionId),
    );
    const cards = new Map<string, EmbedCard>();
    for (const one of begun) {
      const version = versions.get(one.versionId);
      if (!version) continue;
      cards.set(String(one.id), {
        // as whoever answers sees it, not as staff call it
        title: said(version.title, ctx.locale),
        href: `/isi/${one.code}`,
        lines: [one.service, one.library.name].filter(Boolean),
        state: stateOf(one, ctx.locale),
        picture: null,
      });
    }
    return cards;
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [questionnaire];
