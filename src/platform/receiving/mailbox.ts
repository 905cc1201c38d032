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
  /** When the mail server took it. */
  arrivedAt: Date;
}

/** A mailbox that is open. A mail is never deleted here. */
export interface Mailbox {
  /** What nobody has read, the oldest first. */
  unread(most: number): Promise<UnreadMail[]>;
  /** A mail as it came, without marking it; null: it is gone. */
  source(uid: number): Promise<Buffer | null>;
  /**
   * Marks a mail as read, so that it is not found again, and puts it into a folder. Where that cannot be made, or the mail not moved, it stays where it is.
   * Throws where it cannot be marked.
   * @param marked shown to people as one to look at
   */
  putAway(uid: number, folder: MailFolder, options?: { marked: boolean }): Promise<void>;
}

/**
 * Whether a connection must be encrypted before anything is said: who stands between could leave out the offer, and read the password. On this machine
 * nobody stands between.
 */
export const mustUpgrade = ({ protocol, hostname }: URL): boolean =>
  protocol === 'imap:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);

/**
 * Opens a mailbox by IMAP, does the work and closes it. Throws what the connection or the work threw, and where it may only be read.
 * @param imapUrl `imaps://user:password@host:993/INBOX`; `imap:` begins in the clear and encrypts before the password; without a path the inbox
 */
export async function withMailbox<T>(imapUrl: string, work: (mailbox: Mailbox) => Promise<T>): Promise<T> {
  const url = new URL(imapUrl);
  const secure = url.protocol === 'imaps:';
  // most libraries set up no mailbox, and need no memory for it
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    // an address of IPv6 stands in brackets
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 993 : 143)),
    secure,
    ...(mustUpgrade(url) && { doSTARTTLS: true }),
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
    // nothing could be marked as read, and all would be read again and again
    if (!client.mailbox || client.mailbox.readOnly) throw new Error('the mailbox may only be read');
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
      const found = await client.fetchAll(wanted, { uid: true, size: true, internalDate: true }, { uid: true });
      return found
        .map(({ uid, size, internalDate }) => ({
          uid,
          bytes: size ?? 0,
          arrivedAt: new Date(internalDate ?? Date.now()),
        }))
        .toSorted((a, b) => a.uid - b.uid);
    },
    async source(uid) {
      const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
      return found ? (found.source ?? null) : null;
    },
    async putAway(uid, folder, options) {
      const flags = ['\\Seen', ...(options?.marked ? ['\\Flagged'] : [])];
      const isMarked = await client.messageFlagsAdd(String(uid), flags, { uid: true });
      if (!isMarked) throw new Error(`mail ${uid} cannot be marked as read`);
      if (!places.has(folder)) places.set(folder, await placeOf(client, MAIL_FOLDERS[folder]));
      const place = places.get(folder);
      if (!place) return;
      const isMoved = await client.messageMove(String(uid), place, { uid: true });
      if (!isMoved)
        process.stderr.write(`mailbox: mail ${uid} cannot be moved to ${place}; it stays, marked as read\n`);
    },
  };
}

/** @returns the path of a folder, made where it is missing; null where mails stay where they are */
async function placeOf(client: ImapFlow, name: string): Promise<string | null> {
  // else a mail is moved by a deletion of all that anybody has marked to be deleted
  if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) {
    process.stderr.write('mailbox: the server cannot move single mails, they stay where they are, marked as read\n');
    return null;
  }
  try {
    // of a folder that is there already its path comes back; one of the same name elsewhere, as in the trash, is another
    return (await client.mailboxCreate(name)).path;
  } catch (error) {
    const known = await knownPlace(client, name);
    if (known !== null) return known;
    const said = error instanceof Error ? error.message : String(error);
    process.stderr.write(`mailbox: the folder ${name} cannot be made, mails stay where they are: ${said}\n`);
    return null;
  }
}

/** Older servers refuse to make a folder that is there without saying why (RFC 5530). */
async function knownPlace(client: ImapFlow, name: string): Promise<string | null> {
  const path = `${client.namespace?.prefix ?? ''}${name}`;
  const known = (await client.list()).find((one) => one.path === path || one.path === name);
  return known?.path ?? null;
}
