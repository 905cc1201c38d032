import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/** A connection that the questions of one request use together, one behind the other, as long as any of them is under way. */
class SharedClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;
  readonly #release: (destroy: boolean) => void;
  #broken = false;

  constructor(client: PostgresPoolClient, release: (destroy: boolean) => void) {
    this.#client = client;
    this.#release = release;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof sql === 'string' ? this.#client.query<R>(sql, parameters) : this.#client.query(sql);
  }

  release(destroy = false): void {
    this.#broken ||= destroy;
    this.#release(this.#broken);
  }
}

/**
 * Hands out connections: to the questions of one request one that they share, so that what is asked at the same time is sent at once and a
 * request never takes more than one connection from the others.
 * @param connect takes one from the pool
 */
export function sharing(connect: () => Promise<PostgresPoolClient>): (request: object) => Promise<PostgresPoolClient> {
  const open = new WeakMap<object, { client: Promise<SharedClient>; users: number }>();
  return async (request) => {
    const known = open.get(request);
    if (known) {
      known.users += 1;
      return known.client;
    }
    const begin = async (): Promise<SharedClient> => {
      try {
        const client = await connect();
        return new SharedClient(client, (destroy) => {
          shared.users -= 1;
          if (shared.users > 0) return;
          open.delete(request);
          client.release(destroy);
        });
      } catch (error) {
        // whoever asks next tries again
        open.delete(request);
        throw error;
      }
    };
    const shared = { client: begin(), users: 1 };
    open.set(request, shared);
    return shared.client;
  };
}
