/** Values that repeat (languages, names, subjects …), numbered from 1 in the order in which they appear; 0 = none. */
export class Dictionary {
  readonly #labels: string[];
  readonly #numbers: Map<string, number>;

  constructor(labels: readonly string[] = []) {
    this.#labels = ['', ...labels];
    this.#numbers = new Map(labels.map((label, index) => [label, index + 1]));
  }

  get size(): number {
    return this.#labels.length - 1;
  }

  /** The number of a value, given one when it is new. An empty value has the number 0. */
  number(label: string): number {
    if (label === '') return 0;
    const known = this.#numbers.get(label);
    if (known !== undefined) return known;
    this.#labels.push(label);
    this.#numbers.set(label, this.#labels.length - 1);
    return this.#labels.length - 1;
  }

  /** The number of a known value, or null. */
  find(label: string): number | null {
    return this.#numbers.get(label) ?? null;
  }

  label(number: number): string {
    return this.#labels[number] ?? '';
  }

  /** All values in the order of their numbers, from 1. */
  labels(): string[] {
    return this.#labels.slice(1);
  }
}
