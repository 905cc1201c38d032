import { m } from '#i18n/messages';
import type { EmbedCard, EmbedKind } from '#platform/embeds';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { foldedKey } from '#shared/text/fold';
import type { Placement } from './client.ts';
import { selectPlacements } from './data/placements.queries.ts';
import { listPlacements } from './placements/view-placements.ts';

/** So many are looked through for what somebody types, and so many are offered. */
const LOOKED_AT = 200;
const OFFERED = 8;
const ID = /^\d{1,15}$/;

/** Only what anyone may answer by its address stands in writings: others are told by a link of their own. */
const forAnyone = ({ audience }: Placement): boolean => audience === 'anyone';

const named = ({ questionnaire, program, service, label }: Placement): string =>
  [questionnaire.name, program?.title, service, label].filter(Boolean).join(' · ');

function stateOf({ state, closesAt, library }: Placement, locale: 'id' | 'en'): EmbedCard['state'] {
  if (state === 'closed') return { kind: 'off', words: m.quest_state_closed() };
  if (state === 'ahead') return { kind: 'wait', words: m.quest_state_ahead() };
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
    const { data } = await listPlacements(ctx, { limit: LOOKED_AT });
    return data
      .filter((one) => forAnyone(one) && one.state !== 'closed' && foldedKey(named(one)).includes(words))
      .slice(0, OFFERED)
      .map((one) => ({ ref: String(one.id), words: `${named(one)} · ${one.library.name}` }));
  },
  async show(ctx, refs) {
    const ids = refs.filter((ref) => ID.test(ref)).map(Number);
    if (ids.length === 0) return new Map();
    const found = await selectPlacements(ctx.db, { ids }, ctx.clock.now());
    return new Map(
      found.filter(forAnyone).map((one): [string, EmbedCard] => [
        String(one.id),
        {
          title: one.questionnaire.name,
          href: `/isi/${one.code}`,
          lines: [one.program?.title ?? one.service, one.library.name].filter(Boolean),
          state: stateOf(one, ctx.locale),
          picture: null,
        },
      ]),
    );
  },
};

/** What writings can show of it. */
export const embeds: readonly EmbedKind[] = [questionnaire];
