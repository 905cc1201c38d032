import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** How an IMAP server differs from a good one. */
export interface ImapManners {
  /** What it can beside IMAP4rev1 and NAMESPACE. */
  capabilities?: string;
  /** It lets nobody change the mailbox. */
  readOnly?: boolean;
  /** Commands that it refuses, as `UID STORE`. */
  refuses?: readonly string[];
}

/** An IMAP server that says yes to most, for what no real one is easily brought to do. No mail lies in it. */
export async function startScriptedImap({ capabilities = '', readOnly = false, refuses = [] }: ImapManners = {}) {
  const commands: string[] = [];
  const can = `IMAP4rev1 NAMESPACE ${capabilities}`.trim();
  const answers: Record<string, string[]> = {
    CAPABILITY: [`* CAPABILITY ${can}`],
    NAMESPACE: ['* NAMESPACE (("" "/")) NIL NIL'],
    LIST: ['* LIST () "/" "INBOX"'],
    SELECT: ['* 0 EXISTS', '* FLAGS (\\Seen \\Flagged)', '* OK [UIDVALIDITY 1] ok', '* OK [UIDNEXT 2] ok'],
    LOGOUT: ['* BYE'],
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`* OK [CAPABILITY ${can}] ready\r\n`);
    createInterface({ input: socket }).on('line', (line) => {
      const [tag = '', ...words] = line.split(' ');
      const name = words.slice(0, words[0] === 'UID' ? 2 : 1).join(' ');
      commands.push(name);
      const refused = refuses.includes(name);
      const code = name === 'SELECT' ? `[READ-${readOnly ? 'ONLY' : 'WRITE'}] ` : '';
      const said = refused ? [`${tag} NO refused`] : [...(answers[name] ?? []), `${tag} OK ${code}done`];
      socket.write(`${said.join('\r\n')}\r\n`);
      if (name === 'LOGOUT') socket.end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `imap://perpus:sandi@127.0.0.1:${port}/INBOX`,
    /** What it was asked, in order, without what came with it. */
    commands,
    async stop(): Promise<void> {
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
