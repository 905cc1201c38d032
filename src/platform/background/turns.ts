/**
 * Work of this process that would wait for one another in the database anyway, in the order in which it came: it waits here, before it has
 * a connection. Otherwise as many as there are connections wait for one row, and nobody else gets one.
 */
export class Turns {
  readonly #last = new Map<string, Promise<undefined>>();

  /** Runs work when all work of that name that came before has ended, well or not. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const { promise: last, resolve: end } = Promise.withResolvers<undefined>();
    this.#last.set(name, last);
    await before;
    try {
      return await work();
    } finally {
      if (this.#last.get(name) === last) this.#last.delete(name);
      end(undefined);
    }
  }
}
