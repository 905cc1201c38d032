import type { Said, SaidCode } from '#shared/moving/said';
import type { Tidy } from '#shared/moving/tidy-text';

/** Collects what is said of one title. */
export class Words {
  readonly said: Said[] = [];
  readonly #table = 'biblio';
  readonly key: string;
  #repaired = false;

  constructor(key: string) {
    this.key = key;
  }

  tell(code: SaidCode, params?: Said['params']): void {
    this.said.push({ table: this.#table, key: this.key, fate: 'told', code, ...(params ? { params } : {}) });
  }

  text({ text, repaired }: Tidy): string {
    if (repaired && !this.#repaired) this.tell('text_repaired');
    this.#repaired ||= repaired;
    return text;
  }
}
