/** The same rows in groups of another size: one transaction for each. */
export async function* inGroups<T>(groups: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<T[]> {
  let waiting: T[] = [];
  for await (const group of groups) {
    for (const row of group) {
      waiting.push(row);
      if (waiting.length < size) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (waiting.length > 0) yield waiting;
}
