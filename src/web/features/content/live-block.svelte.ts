import type { BlockState, BlockValues } from './parts/block-fields.ts';
import { KeptWords } from './kept-words.ts';

/** How a part stands with the server. */
export type Standing =
  | { is: 'still' }
  | { is: 'typing' | 'saving' | 'saved' | 'unsent' }
  | { is: 'refused'; message: string }
  /** Somebody saved it in between: both are there to choose from. */
  | { is: 'changed'; theirs: BlockState };

const SAVE_AFTER_MS = 1_500;
const TRY_AGAIN_MS = 5_000;
const HOLD_EVERY_MS = 20_000;
const CHANGED = 'content.block_changed';

const textOf = (answer: unknown, name: string): string =>
  typeof answer === 'object' && answer !== null && name in answer ? String(Reflect.get(answer, name)) : '';

/**
 * One part in the hand of whoever types in it: taken when the cursor comes, saved when the typing rests, kept in the browser while there is no
 * connection, and shown beside the other version where somebody was faster.
 */
export class LiveBlock {
  standing = $state<Standing>({ is: 'still' });
  version: number;
  /** Somebody else had it in hand when the cursor came. */
  heldBy = $state('');
  readonly #form: HTMLFormElement;
  readonly #address: string;
  readonly #id: number;
  readonly #ask: () => Promise<BlockState | null>;
  readonly #kept: KeptWords;
  #saving: Promise<void> | null = null;
  #timer = 0;
  #holding = 0;
  #sent = '';

  constructor(
    form: HTMLFormElement,
    about: { address: string; owner: number; id: number; version: number; ask: () => Promise<BlockState | null> },
  ) {
    this.#form = form;
    this.#address = about.address;
    this.#id = about.id;
    this.#ask = about.ask;
    // of whoever typed it: at a desk that several share nobody sends the words of another
    this.#kept = new KeptWords(`naskah:${about.owner}:${about.address}:${about.id}`);
    this.version = about.version;
    this.#sent = JSON.stringify(this.values());
    this.#takeUp();
  }

  /** What stands in the form now. */
  values(): BlockValues {
    const values: BlockValues = {};
    for (const [name, value] of new FormData(this.#form))
      if (typeof value === 'string' && name !== 'version') values[name] = value;
    return values;
  }

  /** Nothing is typed that the server does not have. */
  get isClean(): boolean {
    return JSON.stringify(this.values()) === this.#sent;
  }

  /** What stands in the form is what the server has, of a version. */
  settle(version: number): void {
    this.version = version;
    this.#sent = JSON.stringify(this.values());
  }

  /** What was typed and not sent when the page was left is there again, and is sent. */
  #takeUp(): void {
    const kept = this.#kept.read();
    if (kept === null) return;
    this.show(kept.values);
    if (this.isClean) {
      this.#kept.forget();
      return;
    }
    this.version = kept.version;
    void this.save();
  }

  /** Writes values into the fields of the form that they name. */
  show(values: BlockValues): void {
    type Named = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
    for (const field of this.#form.querySelectorAll<Named>('[name]')) {
      const value = values[field.name];
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === field.value;
      else if (value !== undefined && field.type !== 'hidden' && field.value !== value) {
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: false }));
      }
    }
  }

  /** What of another version reads otherwise than what is typed here. */
  differing({ values, english }: BlockState): string[] {
    const mine = this.values();
    const theirs = Object.entries({ ...values, ...english });
    return theirs.flatMap(([name, value]) =>
      value !== '' && mine[name] !== undefined && mine[name] !== value ? [value] : [],
    );
  }

  typed(): void {
    this.#kept.keep({ values: this.values(), version: this.version });
    if (this.standing.is === 'changed') return;
    if (this.#saving === null) this.standing = { is: 'typing' };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  async #post(body: object): Promise<{ status: number; answer: unknown } | null> {
    try {
      const response = await fetch(`${this.#address}/bagian`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...body, id: this.#id }),
      });
      const answer: unknown = await response.json();
      return { status: response.status, answer };
    } catch {
      return null;
    }
  }

  /** Takes the part in hand, again and again while the cursor is in it. */
  take(): void {
    const ask = async (): Promise<void> => {
      const said = await this.#post({ does: 'take' });
      this.heldBy =
        said && textOf(said.answer, 'code') === 'content.block_leased' ? textOf(said.answer, 'message') : '';
    };
    clearInterval(this.#holding);
    this.#holding = window.setInterval(() => void ask(), HOLD_EVERY_MS);
    void ask();
  }

  letGo(): void {
    clearInterval(this.#holding);
    this.heldBy = '';
    void this.save().then(async () => this.#post({ does: 'let_go' }));
  }

  /** Sends what is typed; while something is on its way the next waits for its answer, for both would be of one version. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving !== null) await this.#saving;
    if (this.isClean || this.standing.is === 'changed' || this.#saving !== null) return;
    this.#saving = this.#send();
    await this.#saving;
    this.#saving = null;
    // what was typed while it was sent goes next
    if (this.standing.is === 'saved' && !this.isClean) this.typed();
  }

  async #send(): Promise<void> {
    this.standing = { is: 'saving' };
    const values = this.values();
    const said = await this.#post({ does: 'save', version: this.version, values });
    if (said === null) {
      this.standing = { is: 'unsent' };
      this.#timer = window.setTimeout(() => void this.save(), TRY_AGAIN_MS);
    } else if (said.status === 200) {
      this.version = Number(textOf(said.answer, 'version'));
      this.#sent = JSON.stringify(values);
      if (this.isClean) this.#kept.forget();
      this.standing = { is: 'saved' };
    } else {
      const isLate = textOf(said.answer, 'code') === CHANGED;
      const theirs = isLate ? await this.#ask().catch(() => null) : null;
      this.standing = theirs ? { is: 'changed', theirs } : { is: 'refused', message: textOf(said.answer, 'message') };
    }
  }

  /** Of two versions this one stands. */
  async keepMine(theirs: BlockState): Promise<void> {
    this.version = theirs.version;
    this.standing = { is: 'typing' };
    await this.save();
  }

  /** Of two versions the other stands. */
  takeTheirs(theirs: BlockState): void {
    this.#kept.forget();
    this.show({ ...theirs.values, ...theirs.english });
    this.settle(theirs.version);
    this.standing = { is: 'still' };
  }

  /** What others changed while nobody typed here. */
  follow(state: BlockState): void {
    if (state.version <= this.version || !this.isClean || this.#form.contains(document.activeElement)) return;
    this.show({ ...state.values, ...state.english });
    this.settle(state.version);
  }

  end(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#holding);
  }
}
