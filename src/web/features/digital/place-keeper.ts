import type { ReadingPlace } from '#modules/lending/digital/client';

/** Whoever turns pages quickly is not written down at every one of them. */
const WAIT = 700;

export interface PlaceKeeper {
  /** Notes where the reader is; written down soon after, and at once when the page is left. */
  keep: (place: ReadingPlace) => void;
  /** Where the phone says that its reader stopped. */
  onPhone: () => ReadingPlace | null;
  stop: () => void;
}

/** @param keptAt `account`: with the member who is signed in; `phone`: only here */
export function placeKeeper(fileId: number, keptAt: 'account' | 'phone'): PlaceKeeper {
  const name = `baca:${fileId}`;
  let waiting: ReadingPlace | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    const place = waiting;
    waiting = null;
    if (!place) return;
    const body = JSON.stringify(place);
    if (keptAt === 'phone') {
      remember(name, body);
      return;
    }
    // what could not be sent is sent with the next page
    void fetch(`/baca/${fileId}/posisi`, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body,
    }).catch(() => undefined);
  };
  const leave = (): void => {
    if (document.visibilityState === 'hidden') write();
  };
  document.addEventListener('visibilitychange', leave);
  addEventListener('pagehide', write);
  return {
    keep(place) {
      waiting = place;
      clearTimeout(timer);
      timer = setTimeout(write, WAIT);
    },
    onPhone: () => (keptAt === 'phone' ? readPlace(recall(name)) : null),
    stop() {
      write();
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', write);
    },
  };
}

/** Small things that this browser remembers; one that keeps nothing is no reason not to read. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
export function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    return;
  }
}

function readPlace(text: string | null): ReadingPlace | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { part, spot, progress } = value as Partial<Record<keyof ReadingPlace, unknown>>;
    return typeof part === 'number' && typeof spot === 'number' && typeof progress === 'number'
      ? { part, spot, progress }
      : null;
  } catch {
    return null;
  }
}
