/** Pictures of a post in the sizes that channels show: a square, an upright one, one of a whole phone, and one beside a link; in pixels. */
export const CARD_SIZES = {
  square: { width: 1080, height: 1080 },
  upright: { width: 1080, height: 1350 },
  story: { width: 1080, height: 1920 },
  wide: { width: 1200, height: 630 },
} as const;
export type CardSize = keyof typeof CARD_SIZES;
export const cardSizes = ['square', 'upright', 'story', 'wide'] as const satisfies readonly CardSize[];
