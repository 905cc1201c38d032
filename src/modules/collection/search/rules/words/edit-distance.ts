/** Letters that Indonesian spelling and hearing confuse; exchanging them is half a mistake. */
const ALIKE = ['ckq', 'fvp', 'zsj', 'iy', 'dt', 'uw', 'ei', 'gk', 'bp'];
const PAIRS = new Set(ALIKE.flatMap((group) => [...group].flatMap((a) => [...group].map((b) => a + b))));

/**
 * How many mistakes lie between two words: letters left out, put in, exchanged, or two neighbours swapped; letters that
 * sound alike and doubled letters count half. @returns the distance, or Infinity beyond `most`
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most * 2) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const x = a.charAt(i - 1);
      const y = b.charAt(j - 1);
      let cost = Math.min(
        (last[j] ?? 0) + (x === a.charAt(i - 2) ? 0.5 : 1),
        (row[j - 1] ?? 0) + (y === b.charAt(j - 2) ? 0.5 : 1),
        (last[j - 1] ?? 0) + (x === y ? 0 : PAIRS.has(x + y) ? 0.5 : 1),
      );
      if (i > 1 && j > 1 && x === b.charAt(j - 2) && y === a.charAt(i - 2))
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return Infinity;
    before = last;
    last = row;
  }
  const distance = last[b.length] ?? Infinity;
  return distance > most ? Infinity : distance;
}
