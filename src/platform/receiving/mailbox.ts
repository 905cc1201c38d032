import type { ImapFlow } from 'imapflow';

/** Where mails go that were read; made where they are missing. */
export const MAIL_FOLDERS = {
  /** Something came of it. */
  taken: 'Lumbung-Diterima',
  /** Nothing came of it by itself: people look. */
  left: 'Lumbung-Dilewati',
} as const;
export type MailFolder = keyof typeof MAIL_FOLDERS;

export interface UnreadMail {
  uid: number;
  bytes: number;
}

/** A mailbox that is open. A mail is never deleted here. */
export interface Mailbox {
  /** What nobody has read, the oldest first. */
  unread(most: number): Promise<UnreadMail[]>;
  /** A mail as it came, without marking it; null: it is gone. */
  source(uid: number): Promise<Buffer | null>;
  /**
   * Marks a mail as read, so that it is not found again, and puts it into a folder. Where that cannot be made the mail stays where it is.
   * @param marked shown to people as one to look at
   */
  putAway(uid: number, folder: MailFolder, options?: { marked: boolean }): Promise<void>;
}

/**
 * Opens a mailbox by IMAP, does the work and closes it. Throws what the connection or the work threw.
 * @param imapUrl `imaps://user:password@host:993/INBOX`; `imap:` encrypts where the server offers it; without a path the inbox
 */
export async function withMailbox<T>(imapUrl: string, work: (mailbox: Mailbox) => Promise<T>): Promise<T> {
  const url = new URL(imapUrl);
  const secure = url.protocol === 'imaps:';
  // most libraries set up no mailbox, and need no memory for it
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port || (secure ? 993 : 143)),
    secure,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  // what breaks rejects the command that waits for it; without a listener it would end the process as well
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen(decodeURIComponent(url.pathname.slice(1)) || 'INBOX');
    return await work(openedMailbox(client));
  } finally {
    await client.logout().catch(() => client.close());
  }
}

function openedMailbox(client: ImapFlow): Mailbox {
  const places = new Map<MailFolder, string | null>();
  return {
    async unread(most) {
      const uids = (await client.search({ seen: false, deleted: false }, { uid: true })) || [];
      const wanted = uids.toSorted((a, b) => a - b).slice(0, most);
      if (wanted.length === 0) return [];
      const found = await client.fetchAll(wanted, { uid: true, size: true }, { uid: true });
      return found.map(({ uid, size }) => ({ uid, bytes: size ?? 0 })).toSorted((a, b) => a.uid - b.uid);
    },
    async source(uid) {
      const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
      return found ? (found.source ?? null) : null;
    },
    async putAway(uid, folder, options) {
      const flags = ['\\Seen', ...(options?.marked ? ['\\Flagged'] : [])];
      await client.messageFlagsAdd(String(uid), flags, { uid: true });
      if (!places.has(folder)) places.set(folder, await placeOf(client, MAIL_FOLDERS[folder]));
      const place = places.get(folder);
      if (place) await client.messageMove(String(uid), place, { uid: true });
    },
  };
}

/** @returns the path of a folder, made where it is missing; null where it cannot be made */
async function placeOf(client: ImapFlow, name: string): Promise<string | null> {
  try {
    const known = (await client.list()).find(({ path, delimiter }) => path.split(delimiter).at(-1) === name);
    return known?.path ?? (await client.mailboxCreate(name)).path;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    process.stderr.write(`mailbox: the folder ${name} cannot be made, mails stay where they are: ${said}\n`);
    return null;
  }
}
