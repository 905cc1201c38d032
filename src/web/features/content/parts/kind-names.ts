import type { BlockKind } from '#modules/ground/content/client';
import { m } from '#i18n/messages';

const NAMES: Record<BlockKind, () => string> = {
  text: m.site_kind_text,
  heading: m.site_kind_heading,
  list: m.site_kind_list,
  quote: m.site_kind_quote,
  picture: m.site_kind_picture,
  gallery: m.site_kind_gallery,
  table: m.site_kind_table,
  callout: m.site_kind_callout,
  button: m.site_kind_button,
  file: m.site_kind_file,
  audio: m.site_kind_audio,
  video: m.site_kind_video,
  formula: m.site_kind_formula,
  embed: m.site_kind_embed,
};

/** What people call a part. */
export const kindName = (kind: BlockKind): string => NAMES[kind]();
