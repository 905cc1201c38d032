// @ts-check
// Answers that exist, beside what is typed into the help form. Without this file the questions and answers stand further down the page.

/** @typedef {{ title: string, text: string, href: string }} Help */

const maybeHelp = /** @type {HTMLElement | null} */ (document.querySelector('[data-mungkin]'));
const helpList = maybeHelp?.querySelector('ul') ?? null;
const typedHelp = /** @type {HTMLTextAreaElement | null} */ (
  maybeHelp?.closest('form')?.querySelector('[name=text]') ?? null
);

if (typedHelp && maybeHelp && helpList) {
  const { form } = typedHelp;
  const { dataset } = maybeHelp;
  /** @type {AbortController | undefined} */
  let asking;
  let waiting = 0;
  const value = (/** @type {string} */ name) => String(new FormData(form ?? undefined).get(name) ?? '');

  /** @param {Help[]} found */
  const fill = (found) => {
    helpList.replaceChildren(
      ...found.map(({ title, text, href }) => {
        const item = document.createElement('li');
        const words = Object.assign(document.createElement('p'), { className: 'small', textContent: text });
        item.append(Object.assign(document.createElement('a'), { href, textContent: title }), words);
        return item;
      }),
    );
    maybeHelp.hidden = found.length === 0;
  };
  const ask = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const text = typedHelp.value.trim();
    if (text.length < 4) {
      fill([]);
      return;
    }
    // sent as a body: an address is written down along the way, and this may be a complaint without a name
    const answer = await fetch(dataset.mungkin ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: text.slice(0, 400), kind: value('kind'), libraryId: value('libraryId') }),
      signal: mine.signal,
    });
    if (answer.ok && mine === asking) fill(await answer.json());
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask().catch(() => undefined), 400);
  };
  typedHelp.addEventListener('input', soon);
  form?.addEventListener('change', soon);
}
