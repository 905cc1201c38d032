import { setTimeout } from 'node:timers/promises';
import { formsIn, type HtmlForm } from './html-forms.ts';

/** Whoever is asked so often to come again gives up. */
const MOST_REFUSALS = 12;

/** A browser without a script, over HTTP alone: it keeps cookies, opens pages and sends the forms that stand in them. */
export class PupilClient {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens a page, through redirects. Throws where it is none. @returns what stands in it */
  async open(path: string): Promise<string> {
    const answer = await this.#send(path, {});
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  }

  /**
   * Sends the first form of a page whose action begins so, with what stands in it and what is filled in.
   * @returns the page to which it leads: the same with what was refused, or the next
   */
  async submit(
    path: string,
    html: string,
    action: string,
    filled: Readonly<Record<string, string | readonly string[]>> = {},
  ): Promise<string> {
    const form = formsIn(html).find((one) => one.method === 'post' && one.action.includes(action));
    if (!form) throw new Error(`${path} has no form ${action}`);
    const answer = await this.#send(this.#actionOf(path, form), { method: 'POST', body: fieldsOf(form, filled) });
    return answer.text();
  }

  #actionOf(path: string, { action }: HtmlForm): string {
    const { pathname, search } = new URL(action, this.#origin + path);
    return pathname + search;
  }

  /** As a child does: asked to come again in so many seconds, they press once more then. */
  async #send(path: string, init: RequestInit, refusals = 0): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { origin: this.#origin, accept: 'text/html', 'accept-language': 'id', ...(cookie && { cookie }) };
    const answer = await fetch(new URL(path, this.#origin), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    if (answer.status === 503 && refusals < MOST_REFUSALS) {
      await answer.arrayBuffer();
      await setTimeout(1000 * Number(answer.headers.get('retry-after') ?? 1));
      return this.#send(path, init, refusals + 1);
    }
    const to = answer.headers.get('location');
    if (answer.status < 300 || answer.status > 399 || to === null) return answer;
    await answer.arrayBuffer();
    const { pathname, search } = new URL(to, new URL(path, this.#origin));
    return this.#send(pathname + search, {});
  }
}

function fieldsOf(form: HtmlForm, filled: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const fields = new URLSearchParams();
  // of what is chosen from a list of marks, what is filled in
  const isMark = (name: string): boolean => ['radio', 'checkbox', 'submit'].includes(form.types.get(name) ?? '');
  for (const [name, value] of form.fields)
    if (!(name in filled) && !isMark(name) && name !== '') fields.append(name, value);
  for (const [name, value] of Object.entries(filled))
    for (const one of [value].flat()) fields.append(name, String(one));
  return fields;
}
