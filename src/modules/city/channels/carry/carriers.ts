import type { ChannelKind } from '../rules/limits.ts';
import { bluesky } from './bluesky.ts';
import { facebook } from './facebook.ts';
import { instagram } from './instagram.ts';
import type { Carrier } from './link.ts';
import { mastodon } from './mastodon.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';
import { x } from './x.ts';

const carriers: Partial<Record<ChannelKind, Carrier>> = {
  telegram,
  mastodon,
  bluesky,
  facebook,
  instagram,
  x,
  webhook,
};

/** Who speaks to a kind of channel; none where a person copies and shares. */
export const carrierOf = (kind: ChannelKind): Carrier | undefined => carriers[kind];
