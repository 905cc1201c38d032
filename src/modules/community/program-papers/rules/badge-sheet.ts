/** Badges of 90 × 60 mm, eight to an A4 sheet, edge to edge: two cuts along, five across. Millimetres. */
export const BADGE_SHEET = {
  width: 210,
  height: 297,
  columns: 2,
  rows: 4,
  badgeWidth: 90,
  badgeHeight: 60,
  marginLeft: 15,
  marginTop: 28.5,
} as const;

export interface PlacedBadge<T> {
  /** Left upper corner on the sheet, millimetres. */
  x: number;
  y: number;
  badge: T;
}

/** Badges sheet by sheet, row by row. */
export function toBadgeSheets<T>(badges: readonly T[]): PlacedBadge<T>[][] {
  const { columns, rows, badgeWidth, badgeHeight, marginLeft, marginTop } = BADGE_SHEET;
  const sheets: PlacedBadge<T>[][] = [];
  for (const [at, badge] of badges.entries()) {
    const place = at % (columns * rows);
    const x = marginLeft + (place % columns) * badgeWidth;
    const y = marginTop + Math.floor(place / columns) * badgeHeight;
    (sheets[Math.floor(at / (columns * rows))] ??= []).push({ x, y, badge });
  }
  return sheets;
}
