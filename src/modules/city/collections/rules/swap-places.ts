interface Placed {
  bibId: number;
  place: number;
}

/**
 * The two records that change places when one of them goes up or down; null where it stands at that end already.
 * @param records in their order
 */
export function swapPlaces(
  records: readonly Placed[],
  bibId: number,
  direction: 'up' | 'down',
): readonly [Placed, Placed] | null {
  const at = records.findIndex((record) => record.bibId === bibId);
  const one = records[at];
  const other = records[direction === 'up' ? at - 1 : at + 1];
  if (!one || !other) return null;
  return [
    { bibId: one.bibId, place: other.place },
    { bibId: other.bibId, place: one.place },
  ];
}
