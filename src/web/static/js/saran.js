// @ts-check
// Suggestions while typing, as a combobox (WAI-ARIA 1.2). Without this file the search box is a plain form.

/** @typedef {{ text: string, note: string, href: string }} Suggestion */

const loadLook = () => {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/js/saran.css' }));
};

for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[data-saran]'))) {
  const list = document.createElement('ul');
  /** @type {AbortController | undefined} */
  let asking;
  let waiting = 0;
  let active = -1;
  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);

  list.id = `${input.id}-saran`;
  list.className = 'saran';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.saranLabel ?? '');
  input.form?.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);

  /** @param {boolean} open */
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) move(-1);
  };
  /** @param {number} to */
  const move = (to) => {
    options()[active]?.removeAttribute('aria-selected');
    active = to;
    const option = options()[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  /** @param {Suggestion[]} found */
  const fill = (found) => {
    list.replaceChildren(
      ...found.map(({ text, note, href }, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.dataset.href = href;
        option.append(text, Object.assign(document.createElement('span'), { textContent: note }));
        return option;
      }),
    );
    active = -1;
    show(found.length > 0);
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = input.value.trim();
    if (query.length < 2) return show(false);
    try {
      const answer = await fetch(`${input.dataset.saran}?q=${encodeURIComponent(query)}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) fill(await answer.json());
    } catch {
      show(false); // aborted by the next letter, or offline: the form still works
    }
  };

  show(false);
  input.addEventListener('focus', loadLook, { once: true });
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(ask, 120);
  });
  input.addEventListener('blur', () => show(false));
  input.addEventListener('keydown', (event) => {
    const count = options().length;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (list.hidden) show(true);
      move(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      location.assign(options()[active]?.dataset.href ?? '/');
    }
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('li') : null;
    if (option) location.assign(option.dataset.href ?? '/');
  });
}
