/** The lot of one thing for one who draws: a number that the two give, always the same and like no neighbour's. Who draws takes the lowest. */
export function lotOf(who: number, what: number): number {
  let state = (Math.imul(who, 2_654_435_761) ^ Math.imul(what, 1_597_334_677)) >>> 0;
  for (const shift of [16, 13, 16]) state = Math.imul(state ^ (state >>> shift), 2_246_822_519) >>> 0;
  return state;
}
