import type { BlockValues } from './parts/block-fields.ts';

/** What was typed over which version. */
interface Kept {
  values: BlockValues;
  version: number;
}

/** Words that are typed and not sent yet, kept in the browser. A browser that keeps nothing is no reason to stop typing. */
export class KeptWords {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  keep(kept: Kept): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // full, or forbidden: what is typed is still sent
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // nothing is kept where it is forbidden
    }
  }

  /** null: nothing is kept, or nothing that can be read. */
  read(): Kept | null {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(this.#key) ?? 'null');
      if (typeof read !== 'object' || read === null || !('values' in read) || !('version' in read)) return null;
      const { values, version } = read;
      if (typeof version !== 'number' || typeof values !== 'object' || values === null) return null;
      return {
        version,
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
      };
    } catch {
      return null;
    }
  }
}
