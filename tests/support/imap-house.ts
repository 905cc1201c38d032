import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ImapFlow } from 'imapflow';

/** Whose mailbox it is: the address of the library. */
const USER = 'perpus@kota.example';
const PASSWORD = 'rahasia:@/kota';
/** Dovecot serves nobody as root: then it runs as who may do nothing. */
const NOBODY = { name: 'nobody', group: 'nogroup', uid: 65534, gid: 65534 };

/** A machine that is busy takes a while; no longer than this. */
const START_MS = 30_000;
const STOP_MS = 10_000;

const groupName = (): string => execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise<void>((closed) => server.close(() => closed()));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const settings = (dir: string, port: number, { name, group, uid, gid }: typeof NOBODY): string => `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = ${uid}
first_valid_gid = ${gid}
mail_driver = maildir
mail_path = ${dir}/mail/%{user}
passdb static {
  password = ${PASSWORD}
}
userdb static {
  fields {
    uid = ${uid}
    gid = ${gid}
    home = ${dir}/home
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service imap-urlauth-login {
  chroot =
}
`;

export interface KeptMail {
  uid: number;
  source: string;
  flags: string[];
}

/** A real IMAP server (Debian: `dovecot-imapd`) with the mailbox of a library, on a port and in a folder of its own. */
export async function startImapHouse() {
  const isRoot = process.getuid?.() === 0;
  const { username, uid, gid } = userInfo();
  const owner = isRoot ? NOBODY : { name: username, group: groupName(), uid, gid };
  const dir = mkdtempSync(join(tmpdir(), 'lumbung-imap-'));
  for (const folder of ['', 'run', 'state', 'mail', 'home']) {
    mkdirSync(join(dir, folder), { recursive: true });
    if (isRoot) chownSync(join(dir, folder), owner.uid, owner.gid);
  }
  const port = await freePort();
  writeFileSync(join(dir, 'dovecot.conf'), settings(dir, port, owner));
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', join(dir, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot && { uid: owner.uid, gid: owner.gid }),
  });
  const said: string[] = [];
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const begun = new Promise<void>((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`dovecot did not start: ${said.join('\n')}`)), START_MS);
    late.unref();
    child.once('error', (cause) =>
      failed(new Error('Tests of mail need an IMAP server: install the package "dovecot-imapd".', { cause })),
    );
    child.once('exit', (code) => failed(new Error(`dovecot ended with ${code}: ${said.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (line.includes('starting up')) ready();
    });
  });
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    }
    rmSync(dir, { recursive: true, force: true });
  };
  await begun.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const within = async <T>(work: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port, secure: false, logger: false, disableAutoIdle: true },
      auth: { user: USER, pass: PASSWORD },
    });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  };
  return {
    url: `imap://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/INBOX`,
    address: USER,
    /** What the server has written to its log. */
    said,
    /** A mail comes, and nobody has read it. */
    async deliver(source: string | Buffer, flags: string[] = []): Promise<void> {
      await within(async (client) => client.append('INBOX', source, flags));
    },
    /** Makes a folder within others. */
    async makeFolder(path: string[]): Promise<string> {
      return within(async (client) => (await client.mailboxCreate(path)).path);
    },
    /** What lies in a folder; none where there is no such folder. */
    async mailsIn(folder: string): Promise<KeptMail[]> {
      return within(async (client) => {
        if (!(await client.list()).some(({ path }) => path === folder)) return [];
        await client.mailboxOpen(folder, { readOnly: true });
        const mails = await client.fetchAll('1:*', { uid: true, flags: true, source: true });
        return mails.map(({ uid, source, flags }) => ({
          uid,
          source: source?.toString('latin1') ?? '',
          flags: [...(flags ?? [])],
        }));
      });
    },
    stop,
  };
}
