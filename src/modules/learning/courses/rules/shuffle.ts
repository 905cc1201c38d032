/** An order of 0 … n − 1 that is not that of the numbers (from two on), the same for a task at every look. */
export function shownOrder(n: number, seed: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  for (let i = n - 1; i > 0; i -= 1) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    const j = Math.floor((state / 4_294_967_296) * (i + 1));
    [order[i], order[j]] = [order[j] ?? j, order[i] ?? i];
  }
  // what stands in the right order already would be no question
  if (n > 1 && order.every((at, i) => at === i)) order.push(order.shift() ?? 0);
  return order;
}
