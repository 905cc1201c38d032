import {
  POSTER_CHANNELS,
  POSTER_FORMATS,
  POSTER_TEMPLATES,
  sheetOf,
  type PosterChannel,
  type PosterFormat,
  type PosterTemplate,
} from '#modules/city/posters/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const TEMPLATES: Record<PosterTemplate, () => string> = {
  night: m.posters_template_night,
  spines: m.posters_template_spines,
  mountain: m.posters_template_mountain,
  barn: m.posters_template_barn,
  parang: m.posters_template_parang,
  kawung: m.posters_template_kawung,
};
const FORMATS: Record<PosterFormat, () => string> = {
  a3: m.posters_format_a3,
  a4: m.posters_format_a4,
  leaflet: m.posters_format_leaflet,
  tent: m.posters_format_tent,
  door: m.posters_format_door,
  square: m.posters_format_square,
  wide: m.posters_format_wide,
};
const CHANNELS: Record<PosterChannel, () => string> = {
  wall: m.posters_channel_wall,
  table: m.posters_channel_table,
  handed: m.posters_channel_handed,
  screen: m.posters_channel_screen,
  whatsapp: m.posters_channel_whatsapp,
  instagram: m.posters_channel_instagram,
  facebook: m.posters_channel_facebook,
  other: m.posters_channel_other,
};

export const POSTERS = '/staf/kabar/poster';

export const templateName = (template: PosterTemplate): string => TEMPLATES[template]();
export const channelName = (channel: PosterChannel): string => CHANNELS[channel]();

/** `210 × 297 mm` */
export function measures(format: PosterFormat): string {
  const { width, height, measure } = sheetOf(format);
  return `${width} × ${height} ${measure}`;
}
export const formatName = (format: PosterFormat): string => FORMATS[format]();

export const formatOptions = () =>
  POSTER_FORMATS.map((value) => ({ value, label: `${formatName(value)} (${measures(value)})` }));
export const channelOptions = () => POSTER_CHANNELS.map((value) => ({ value, label: channelName(value) }));

/** Templates with a picture of each. */
export const templateChoices = () =>
  POSTER_TEMPLATES.map((value) => ({
    value,
    label: templateName(value),
    picture: localizeHref(`${POSTERS}/contoh/${value}/gambar.png`),
  }));
export type TemplateChoice = ReturnType<typeof templateChoices>[number];
