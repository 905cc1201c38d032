import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What the server says of a name: its texts, that it cannot say, or nothing at all. A name that is not here does not exist. */
export type Zone = Map<string, readonly string[] | 'fails' | 'silent'>;

const NO_SUCH_NAME = 3;
const FAILS = 2;
const TXT = 16;

/** The name that is asked for, and where the question ends. */
function questionOf(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
}

/** A text in pieces of 255 letters, each with its length before it. */
function textRecord(text: string): Buffer {
  const pieces = (text.match(/.{1,255}/gs) ?? ['']).map((piece) =>
    Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)]),
  );
  const data = Buffer.concat(pieces);
  const head = Buffer.from([0xc0, 12, 0, TXT, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function answerTo(query: Buffer, zone: Zone): { name: string; reply: Buffer | null } {
  const { name, end } = questionOf(query);
  const known = zone.get(name);
  if (known === 'silent') return { name, reply: null };
  const records = Array.isArray(known) ? known.map(textRecord) : [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head[2] = 0x81;
  head[3] = 0x80 | (known === 'fails' ? FAILS : known === undefined ? NO_SUCH_NAME : 0);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return { name, reply: Buffer.concat([head, query.subarray(12, end), ...records]) };
}

/** A name server of this machine that speaks the protocol over UDP (RFC 1035) and knows texts alone. */
export async function startDns(zone: Zone): Promise<{ server: string; asked: string[]; stop: () => Promise<void> }> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, reply } = answerTo(query, zone);
    asked.push(name);
    if (reply) socket.send(reply, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: `127.0.0.1:${socket.address().port}`,
    asked,
    stop: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}
