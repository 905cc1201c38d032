import { readUpdate, type BoardUpdate, type Phase } from '#modules/community/ideas/client';

const AGAIN_AFTER = 2_000;

/**
 * Tells what changes on a board, as long as the page stands. The browser goes on by itself after a short loss, from what it has seen
 * last; where it has given up (the server was restarting), this begins again.
 * @param query `layar`: what everybody may see, whoever has signed in here
 */
export function followStream(
  address: string,
  seen: () => { version: number; phase: Phase },
  told: (update: BoardUpdate) => void,
  query: Record<string, string> = {},
): () => void {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    const { version, phase } = seen();
    source = new EventSource(`${address}?${new URLSearchParams({ ...query, sejak: `${version}.${phase}` })}`);
    source.onmessage = (event: MessageEvent<string>) => {
      const update = readUpdate(event.data);
      if (update) told(update);
    };
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_AFTER);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source?.close();
  };
}
