import { z } from 'zod';
import { load, type LoadResult } from './measure.ts';
import { memberNumber } from './prepare-library.ts';
import { post, type Target } from './works.ts';

const HIDDEN = /<input type="hidden" name="([^"]*)" value="([^"]*)"/g;

/** A browser without a script that is signed in. */
export class Visitor {
  readonly #origin: string;
  readonly #cookie: string;
  readonly #seen: (ms: number) => void;

  private constructor(origin: string, cookie: string, seen: (ms: number) => void) {
    this.#origin = origin;
    this.#cookie = cookie;
    this.#seen = seen;
  }

  /** Signs the account of the bench in. @param seen told how long each request took, its answer read */
  static async open(target: Target, seen?: (ms: number) => void): Promise<Visitor> {
    return Visitor.#signedIn(target, 'staff', { username: 'bench', password: 'lumbung-bench-2026' }, seen);
  }

  /** Signs a reader in, with a PIN that they get for it. */
  static async ofReader(target: Target, number: string): Promise<Visitor> {
    const { pin } = z
      .object({ pin: z.string() })
      .parse(JSON.parse(await post(target, `/members/${number}/reset-pin`, {}, 200)));
    return Visitor.#signedIn(target, 'member', { number, pin });
  }

  static async #signedIn(
    { server: { origin } }: Target,
    way: string,
    fields: Record<string, string>,
    seen: (ms: number) => void = () => undefined,
  ): Promise<Visitor> {
    const answer = await fetch(`${origin}/masuk?/${way}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams(fields),
    });
    await answer.text();
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    if (!cookie) throw new Error(`the sign-in answered ${answer.status}`);
    return new Visitor(origin, cookie, seen);
  }

  async get(path: string): Promise<string> {
    const began = performance.now();
    const answer = await fetch(this.#origin + path, { redirect: 'manual', headers: this.#headers });
    const page = await answer.text();
    this.#seen(performance.now() - began);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return page;
  }

  /** One loan as staff click it: the desk, the card and the page it leads to, the book, and the desk for the next one; five requests. */
  async lend(number: string, barcode: string): Promise<void> {
    const empty = await this.get('/staf/sirkulasi');
    const opened = await this.#scan('/staf/sirkulasi?/scan', empty, number);
    const path = opened.headers.get('location') ?? '';
    const page = await this.get(path);
    const lent = await this.#scan(path.replace('?', '?/scan&'), page, barcode);
    const said = await lent.text();
    if (lent.status !== 200 || !said.includes(barcode)) throw new Error(`the loan answered ${lent.status}`);
    await this.get('/staf/sirkulasi');
  }

  get #headers(): Record<string, string> {
    return {
      origin: this.#origin,
      cookie: this.#cookie,
      accept: 'text/html',
      'accept-encoding': 'br',
      'accept-language': 'id',
    };
  }

  async #scan(path: string, page: string, kode: string): Promise<Response> {
    const form = page.slice(page.indexOf('id="pindai"'));
    const fields = new URLSearchParams({ kode, kerja: 'pinjam' });
    for (const [, name, value] of form.slice(0, form.indexOf('</form>')).matchAll(HIDDEN))
      fields.set(name ?? '', value ?? '');
    const init = { method: 'POST', redirect: 'manual' as const, headers: this.#headers, body: fields };
    const began = performance.now();
    const answer = await fetch(this.#origin + path, init);
    this.#seen(performance.now() - began);
    return answer;
  }
}

/** Lends one copy after another at the desk. */
export async function deskLoans(target: Target, copies: readonly string[], from: number): Promise<LoadResult> {
  const desk = await Visitor.open(target);
  return load(target.server.pid, copies.length, 1, async (i) => {
    await desk.lend(memberNumber(from + i), copies[i] ?? '');
  });
}
