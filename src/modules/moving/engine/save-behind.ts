/**
 * Saves each group while the next one is read and planned, so that the database and this process work at the same time: one save after the other, in
 * the order of the groups. Whatever goes wrong, no save is left running behind it.
 * @param plan returns what saves the group
 */
export async function saveBehind<T>(
  groups: AsyncIterable<T>,
  signal: AbortSignal,
  plan: (group: T) => Promise<() => Promise<void>> | (() => Promise<void>),
): Promise<void> {
  let saving = Promise.resolve();
  try {
    for await (const group of groups) {
      signal.throwIfAborted();
      const save = await plan(group);
      await saving;
      signal.throwIfAborted();
      saving = save();
      // it is waited for before the next one, or at the end
      saving.catch(() => undefined);
    }
  } catch (error) {
    await saving.catch(() => undefined);
    throw error;
  }
  await saving;
}
