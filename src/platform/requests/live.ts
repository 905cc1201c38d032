import { sql } from 'kysely';
import pg from 'pg';
import type { Tx } from '../database/db.ts';

/**
 * Changes that other processes, and this one, have committed, told at once. A change is a hint and carries no data: whoever is told
 * reads what is there now, so a lost hint is made good by the next one.
 */
export interface Live {
  /**
   * Calls the listener after every change of a topic that is committed from now on, and after every new connection, because changes
   * may have been missed without one. @returns ends it
   */
  follow(topic: string, listener: () => void): () => void;
  /** Hears another channel of the database on the same connection; `again` after every new connection. @returns ends it */
  listen(channel: string, tell: (payload: string) => void, again: () => void): () => void;
  /** Aborts when the process stops: streams to browsers end. */
  readonly ended: AbortSignal;
  stop(): Promise<void>;
}

const CHANNEL = 'lumbung_live';
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;
/** So often the connection is tried; one whose server has vanished without a word is given up after `PING_TIMEOUT`. */
const PING_EVERY = 30_000;
const PING_TIMEOUT = 10_000;

/** Tells everybody, when the transaction commits, that a topic (`board:12`) has changed. */
export async function announce(trx: Tx, topic: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${topic})`.execute(trx);
}

/** Opens with the first listener, as one connection of its own, and opens it again whenever it is lost. */
export function openLive(config: pg.ClientConfig): Live {
  const listeners = new Map<string, Set<() => void>>();
  const channels = new Map<string, { tell: (payload: string) => void; again: () => void }>();
  const ending = new AbortController();
  let client: pg.Client | null = null;
  let wait = FIRST_WAIT;
  let again: NodeJS.Timeout | undefined;
  let started = false;

  const tell = (topic: string): void => {
    for (const listener of listeners.get(topic) ?? []) listener();
  };
  const lose = (lost: pg.Client): void => {
    if (client !== lost) return;
    client = null;
    lost.end().catch(() => undefined);
    if (ending.signal.aborted) return;
    again = setTimeout(() => void connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const connect = async (): Promise<void> => {
    const opened = new pg.Client({ ...config, keepAlive: true, query_timeout: PING_TIMEOUT });
    client = opened;
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    opened.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL) tell(payload ?? '');
      else channels.get(channel)?.tell(payload ?? '');
    });
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      for (const channel of channels.keys()) await opened.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch {
      lose(opened);
      return;
    }
    wait = FIRST_WAIT;
    for (const topic of listeners.keys()) tell(topic);
    for (const { again: missed } of channels.values()) missed();
  };
  const start = (): void => {
    if (started) return;
    started = true;
    void connect();
  };
  const ping = setInterval(() => {
    const pinged = client;
    pinged?.query('select 1').catch(() => lose(pinged));
  }, PING_EVERY);
  ping.unref();

  return {
    ended: ending.signal,
    follow(topic, listener) {
      const of = listeners.get(topic) ?? new Set();
      listeners.set(topic, of.add(listener));
      start();
      return () => {
        of.delete(listener);
        if (of.size === 0) listeners.delete(topic);
      };
    },
    listen(channel, tellOf, missed) {
      channels.set(channel, { tell: tellOf, again: missed });
      const open = client;
      if (started) open?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => lose(open));
      start();
      return () => void channels.delete(channel);
    },
    async stop() {
      if (ending.signal.aborted) return;
      ending.abort();
      clearInterval(ping);
      clearTimeout(again);
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
    },
  };
}
