import type { PostgresPoolClient } from 'kysely';

/** A connection that several may use together. */
export interface Shareable extends PostgresPoolClient {
  /** Asked whenever somebody releases it: was that the last one, so that it goes back to the pool? */
  isLast: () => boolean;
}

/**
 * Hands out connections: to the questions of one request one that they share, so that what is asked at the same time is sent at once and a
 * request never takes more than one connection from the others. It goes back when the last of them is answered.
 * @param connect takes one from the pool
 */
export function sharing<C extends Shareable>(connect: () => Promise<C>): (request: object) => Promise<C> {
  const open = new WeakMap<object, { client: Promise<C>; users: number }>();
  return async (request) => {
    const known = open.get(request);
    if (known) {
      known.users += 1;
      return known.client;
    }
    const begin = async (): Promise<C> => {
      try {
        const client = await connect();
        client.isLast = () => {
          shared.users -= 1;
          if (shared.users > 0) return false;
          open.delete(request);
          return true;
        };
        return client;
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
