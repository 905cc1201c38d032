/** What is begun on a page and would not be carried over to another library: its page says so in its data (`unfinished`). */
export interface Unfinished {
  /** "Kartu Sari Dewi masih terbuka di meja". */
  what: string;
  /** The page without it. */
  ended: string;
}

const textAt = (value: unknown, key: string): string | null => {
  const text: unknown = value instanceof Object ? Reflect.get(value, key) : null;
  return typeof text === 'string' ? text : null;
};

/** Whether something is begun on the page of this data; null = nothing. */
export function unfinishedIn(data: Readonly<Record<string, unknown>>): Unfinished | null {
  const [what, ended] = [textAt(data.unfinished, 'what'), textAt(data.unfinished, 'ended')];
  return what !== null && ended !== null ? { what, ended } : null;
}
