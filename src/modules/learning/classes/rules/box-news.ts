/** What the teachers of a class are told of the box that it asked for: it is packed, it was handed over, why there is none, it was called off. */
export const BOX_NEWS = ['accepted', 'lent', 'declined', 'cancelled'] as const;
export type BoxNews = (typeof BOX_NEWS)[number];
