/** A sentence that a redirect leaves for the page it leads to. */
export interface FlashMessage {
  tone: 'ok' | 'warn' | 'bad';
  text: string;
}
