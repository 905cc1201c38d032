import { fieldOf, ok, startFake, type FakeServer, type Heard, type Reply } from './fake-server.ts';

const TOKEN = '123456:AAfakefakefakefakefakefake';
const refused = (code: number, description: string): Reply => ({
  status: code,
  body: { ok: false, error_code: code, description },
});

/** The Bot API, as https://core.telegram.org/bots/api has it: one channel, of which the bot is administrator. */
export async function startFakeTelegram(): Promise<FakeServer & { token: string; posts: Map<string, string> }> {
  const posts = new Map<string, string>();
  let nextId = 10;
  const message = (id: string) =>
    ok({ ok: true, result: { message_id: Number(id), chat: { username: 'perpusblitar' } } });
  const edited = (heard: Heard, text: string): Reply => {
    const id = fieldOf(heard, 'message_id');
    const before = posts.get(id);
    if (before === undefined) return refused(400, 'Bad Request: message to edit not found');
    if (before === text) return refused(400, 'Bad Request: message is not modified');
    posts.set(id, text);
    return message(id);
  };
  const methods: Record<string, (heard: Heard) => Reply> = {
    getChat: () => ok({ ok: true, result: { title: 'Perpustakaan Blitar' } }),
    sendMessage(heard) {
      if (fieldOf(heard, 'text').length > 4096) return refused(400, 'Bad Request: message is too long');
      const id = String((nextId += 1));
      posts.set(id, fieldOf(heard, 'text'));
      return message(id);
    },
    sendPhoto(heard) {
      if (!(heard.form?.get('photo') instanceof File))
        return refused(400, 'Bad Request: there is no photo in the request');
      const id = String((nextId += 1));
      posts.set(id, fieldOf(heard, 'caption'));
      return message(id);
    },
    editMessageText: (heard) => edited(heard, fieldOf(heard, 'text')),
    editMessageCaption: (heard) => edited(heard, fieldOf(heard, 'caption')),
    deleteMessage: (heard) =>
      posts.delete(fieldOf(heard, 'message_id'))
        ? ok({ ok: true, result: true })
        : refused(400, 'Bad Request: message to delete not found'),
  };
  const fake = await startFake({
    expired: refused(401, 'Unauthorized'),
    writes: ({ path }) => !path.endsWith('/getChat'),
    answer(heard) {
      const [, bot = '', method = ''] = heard.path.split('/');
      return bot === `bot${TOKEN}`
        ? (methods[method]?.(heard) ?? refused(404, 'Not Found'))
        : refused(401, 'Unauthorized');
    },
  });
  return Object.assign(fake, { token: TOKEN, posts });
}
